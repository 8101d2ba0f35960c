/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "packet-capture.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"
#include "ns3/trace-helper.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

const char* const CHECKSUMS = "ChecksumEnabled";

bool
HasChecksums()
{
    BooleanValue value;
    GlobalValue::GetValueByName(CHECKSUMS, value);
    return value.Get();
}

[[noreturn]] void
Refuse(const std::string& path)
{
    const std::string why = errno ? std::strerror(errno) : "the disk may be full";
    throw std::runtime_error(path + ": cannot be written: " + why);
}

} // namespace

PacketCapture::PacketCapture(std::string folder)
    : m_folder(std::move(folder)),
      m_hadChecksums(HasChecksums())
{
    GlobalValue::Bind(CHECKSUMS, BooleanValue(true));
}

PacketCapture::~PacketCapture()
{
    GlobalValue::Bind(CHECKSUMS, BooleanValue(m_hadChecksums));
}

void
PacketCapture::Record(Ptr<Node> node, const std::string& name)
{
    const std::string path = m_folder + "/" + name + ".pcap";
    auto file = CreateObject<PcapFileWrapper>();
    file->SetAttribute("NanosecMode", BooleanValue(true)); // a packet takes less on a fast link
    errno = 0;
    file->Open(path, std::ios::out);
    if (file->Fail())
    {
        Refuse(path);
    }
    file->Init(PcapHelper::DLT_PPP);
    m_files.emplace_back(path, file);
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        if (DynamicCast<PointToPointNetDevice>(node->GetDevice(i)))
        {
            node->GetDevice(i)->TraceConnectWithoutContext(
                "PromiscSniffer",
                Callback<void, Ptr<const Packet>>(
                    [file](Ptr<const Packet> packet) { file->Write(Simulator::Now(), packet); }));
        }
    }
}

void
PacketCapture::Close()
{
    for (const auto& [path, file] : m_files)
    {
        errno = 0;
        file->Close();
        if (file->Fail())
        {
            Refuse(path);
        }
    }
    m_files.clear();
}

} // namespace iotledger
} // namespace ns3
