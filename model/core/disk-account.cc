/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "disk-account.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(DiskAccount);

TypeId
DiskAccount::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::DiskAccount").SetParent<Object>().SetGroupName("IotLedger");
    return tid;
}

DiskAccount::DiskAccount(Ptr<Disk> disk)
    : m_disk(std::move(disk))
{
}

void
DiskAccount::Write(uint64_t bytes, Disk::Task done)
{
    m_written += bytes;
    m_disk->Write(bytes, std::move(done));
}

void
DiskAccount::WriteAndSync(uint64_t bytes, Disk::Task done)
{
    const auto before = m_disk->GetWrittenBytes();
    m_disk->WriteAndSync(bytes, std::move(done));
    m_written += m_disk->GetWrittenBytes() - before;
}

void
DiskAccount::Read(uint64_t bytes, Disk::Task done)
{
    m_read += bytes;
    m_disk->Read(bytes, std::move(done));
}

uint64_t
DiskAccount::GetWrittenBytes() const
{
    return m_written;
}

uint64_t
DiskAccount::GetReadBytes() const
{
    return m_read;
}

} // namespace iotledger
} // namespace ns3
