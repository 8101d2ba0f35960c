/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESOURCE_RECORDER_H
#define RESOURCE_RECORDER_H

#include "ns3/csv-table.h"
#include "ns3/disk-account.h"
#include "ns3/host.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Samples what nodes use of their machines and links, for resources.csv.
 *
 * A row tells of the time since the node's row before: the share of its host's cores that was busy,
 * with whatever else runs there; the bytes that its links received and sent, link headers included;
 * the bytes of memory in use at the end. Servers are sampled every Interval, all nodes once more at
 * the end of the run.
 */
class ResourceRecorder : public Object
{
  public:
    /// What is watched: a node, or a program on one.
    struct Source
    {
        Ptr<Node> node; //!< its links are there already; null: their bytes are another source's
        std::string name;
        std::string role;
        std::string hostName;
        Ptr<Host> host;
        std::function<uint64_t()> memory;     //!< [B] in use now
        bool isSampled{false};                //!< over time, else there is one row at the end
        std::vector<Ptr<Executor>> processes; //!< whose core-time is told; none: nobody's
        Ptr<DiskAccount> disk;                //!< null: it uses none
    };

    static TypeId GetTypeId();

    ResourceRecorder();

    void SetRun(uint64_t run);

    void Watch(const Source& source);

    /// Adds the last row of every node: the run ends now.
    void Finish();

    const CsvTable& GetTable() const;

  protected:
    void DoDispose() override;

  private:
    struct Watched
    {
        Source source;
        Time since;            //!< of the row before
        Time busySince;        //!< Host::GetBusyTime then
        Time processSince;     //!< busy time of the processes then
        uint64_t writtenSince; //!< [B] to the disk until then
        uint64_t readSince;    //!< [B] from the disk until then
        uint64_t received{0};  //!< [B] since then
        uint64_t sent{0};      //!< [B] since then
    };

    static Watched MakeWatched(const Source& source);
    void Sample();
    void AddRow(Watched& node);

    uint64_t m_run{0};
    Time m_interval;
    bool m_sampling{false};
    CsvTable m_table;
    std::deque<Watched> m_nodes; //!< callbacks point into it: a deque leaves its elements in place
};

} // namespace iotledger
} // namespace ns3

#endif /* RESOURCE_RECORDER_H */
