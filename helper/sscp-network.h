/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SSCP_NETWORK_H
#define SSCP_NETWORK_H

#include "ns3/mtp-network.h"
#include "ns3/sscp-device.h"
#include "ns3/topic-directory.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What SSCP adds to the programs of an MtpNetwork.
 */
class SscpNetwork
{
  public:
    /// Gives the broker and the devices of @p network, which is built, their parts in SSCP.
    void Build(const MtpNetwork& network, Ptr<const MtpExperiment> experiment);

    Ptr<TopicDirectory> GetDirectory() const;
    const std::vector<Ptr<SscpDevice>>& GetDevices() const; //!< by number - 1

    void Dispose();

  private:
    Ptr<TopicDirectory> m_directory;
    std::vector<Ptr<SscpDevice>> m_devices;
};

} // namespace iotledger
} // namespace ns3

#endif /* SSCP_NETWORK_H */
