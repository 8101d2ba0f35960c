/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/data-rate.h"
#include "ns3/disk-account.h"
#include "ns3/disk.h"
#include "ns3/host.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

struct DiskWorld
{
    ~DiskWorld()
    {
        Simulator::Destroy();
    }

    Ptr<Disk> MakeDisk() const
    {
        return CreateObjectWithAttributes<Disk>("SyncLatency",
                                                TimeValue(MicroSeconds(400)),
                                                "WriteBandwidth",
                                                DataRateValue(DataRate("8Mbps")), // 1 B in 1 us
                                                "ReadBandwidth",
                                                DataRateValue(DataRate("4Mbps")));
    }

    Disk::Task Note(const std::string& name)
    {
        return [this, name] { log.emplace_back(name, Simulator::Now().GetMicroSeconds()); };
    }

    std::vector<std::pair<std::string, int64_t>> log; //!< [us]
};

} // namespace

TEST(Disk, ServesOneRequestAtATimeInOrder)
{
    DiskWorld world;
    const auto disk = world.MakeDisk();
    disk->WriteAndSync(100, world.Note("sync"));
    disk->Read(50, world.Note("read"));
    disk->WriteAndSync(0, world.Note("empty"));

    Simulator::Run();

    EXPECT_EQ(world.log,
              (std::vector<std::pair<std::string, int64_t>>{{"sync", 500},
                                                            {"read", 600},
                                                            {"empty", 1000}}));
    EXPECT_EQ(disk->GetBusyTime(), MicroSeconds(1000));
}

TEST(Disk, WritesToThePageCacheAtOnceAndPaysAtTheNextSync)
{
    DiskWorld world;
    const auto disk = world.MakeDisk();
    disk->Write(300, world.Note("cached"));
    disk->WriteAndSync(100, world.Note("sync"));
    disk->WriteAndSync(100, world.Note("next"));
    EXPECT_TRUE(world.log.empty()) << "a callback must come from the event loop";

    Simulator::Run();

    EXPECT_EQ(world.log,
              (std::vector<std::pair<std::string, int64_t>>{{"cached", 0},
                                                            {"sync", 800},
                                                            {"next", 1300}}));
}

TEST(Disk, CountsBytesReadAndWritten)
{
    DiskWorld world;
    const auto disk = world.MakeDisk();
    disk->SetAttribute("JournalBlocks", UintegerValue(0));
    disk->Write(4096, nullptr);
    disk->WriteAndSync(2 * 4096, nullptr);
    disk->Read(300, nullptr);

    Simulator::Run();

    EXPECT_EQ(disk->GetWrittenBytes(), 3U * 4096);
    EXPECT_EQ(disk->GetReadBytes(), 300U);
}

// Linux, Documentation/filesystems/ext4: blocks of 4 KiB; a transaction of the journal has a
// descriptor, what it changes (the inode) and a commit record.
TEST(Disk, ASyncWritesWholeBlocksAndTheJournal)
{
    DiskWorld world;
    const auto disk = CreateObject<Disk>();
    const auto account = CreateObject<DiskAccount>(disk);
    disk->Write(100, nullptr); // another program's
    EXPECT_EQ(disk->GetWrittenBytes(), 100U);
    account->WriteAndSync(4000, nullptr);
    EXPECT_EQ(disk->GetWrittenBytes(), (2U + 3U) * 4096);
    EXPECT_EQ(account->GetWrittenBytes(), 5U * 4096 - 100);

    account->WriteAndSync(4096, nullptr);
    EXPECT_EQ(disk->GetWrittenBytes(), (5U + 1U + 3U) * 4096);
    account->WriteAndSync(0, nullptr); // nothing to make safe
    EXPECT_EQ(disk->GetWrittenBytes(), 9U * 4096);
}

TEST(Disk, IsBusyOnlyForWhatItHasServed)
{
    DiskWorld world;
    const auto disk = world.MakeDisk();
    disk->WriteAndSync(100, nullptr);
    std::vector<Time> busy;
    for (const int64_t at : {200, 700})
    {
        Simulator::Schedule(MicroSeconds(at), [&] { busy.push_back(disk->GetBusyTime()); });
    }
    Simulator::Schedule(MicroSeconds(600), [&] { disk->WriteAndSync(100, nullptr); });

    Simulator::Run();

    EXPECT_EQ(busy, (std::vector<Time>{MicroSeconds(200), MicroSeconds(600)}));
}

// Append and fsync on a cloud virtual machine: 4 KB 0.44 ms, 64 KB 0.52 ms, 700 KB 1.15 ms.
TEST(Disk, TakesByDefaultWhatWasMeasured)
{
    for (const auto& [bytes, measured] :
         {std::pair<uint64_t, double>{4'096, 0.44}, {65'536, 0.52}, {700'000, 1.15}})
    {
        DiskWorld world;
        CreateObject<Disk>()->WriteAndSync(bytes, world.Note("sync"));
        Simulator::Run();
        EXPECT_NEAR(world.log.at(0).second * 1e-3, measured, 0.05 * measured) << bytes;
    }
}

TEST(Disk, ASyncTakesCoreTimeOfTheKernelBesideIt)
{
    DiskWorld world;
    const auto disk = world.MakeDisk();
    disk->SetAttribute("SyncCost", TimeValue(MicroSeconds(700)));
    auto host = CreateObject<Host>();
    disk->SetHost(host);
    disk->WriteAndSync(0, world.Note("first"));
    disk->WriteAndSync(0, world.Note("second"));
    disk->Write(0, world.Note("written"));
    disk->Read(0, world.Note("read"));
    Simulator::Schedule(MicroSeconds(1000), [&host] {
        EXPECT_EQ(host->GetBusyTime(), MicroSeconds(1000));
        EXPECT_EQ(host->GetBusyCores(), 1U);
    });

    Simulator::Run();

    EXPECT_EQ(host->GetBusyTime(), MicroSeconds(1400));
    EXPECT_EQ(world.log,
              (std::vector<std::pair<std::string, int64_t>>{{"written", 0},
                                                            {"first", 400},
                                                            {"second", 800},
                                                            {"read", 800}}));
}
