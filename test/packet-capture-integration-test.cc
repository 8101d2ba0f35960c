/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "small-network.h"
#include "tshark.h"

#include "ns3/packet-capture.h"
#include "ns3/pcap-file.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Bytes = std::vector<uint8_t>;

// Header layouts: RFC 1661, section 2 (protocol alone, as ns-3 and link type PPP have it); RFC 791,
// section 3.1; RFC 9293, section 3.1.
constexpr std::size_t PPP = 2;      //!< [B]
constexpr std::size_t IP_SIZE = 20; //!< [B] without options
constexpr std::size_t TCP_DATA_OFFSET = 12;

/// @return the records of a file.
std::vector<Bytes>
ReadRecords(const std::string& path)
{
    PcapFile file;
    file.Open(path, std::ios::in);
    std::vector<Bytes> records;
    Bytes buffer(65535);
    uint32_t seconds;
    uint32_t fraction;
    uint32_t kept;
    uint32_t whole;
    uint32_t read;
    for (;;)
    {
        file.Read(buffer.data(), buffer.size(), seconds, fraction, kept, whole, read);
        if (file.Eof() || file.Fail())
        {
            return records;
        }
        EXPECT_EQ(kept, whole);
        records.emplace_back(buffer.begin(), buffer.begin() + read);
    }
}

/// @return the one's complement sum over 16-bit words (RFC 1071, section 1).
uint16_t
AddUp(Bytes bytes)
{
    bytes.resize((bytes.size() + 1) / 2 * 2);
    uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
    {
        sum += (bytes[i] << 8) | bytes[i + 1];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

class PacketCaptureTest : public SmallNetwork
{
  protected:
    PacketCaptureTest()
    {
        Build(CreateObject<TreeTopology>(), 2);
        Listen();
        m_onAccepted = [](Ptr<MessageChannel> channel) {
            channel->SetReceivedCallback(
                // Not a Ptr: a channel that held itself would never be let go.
                [echo = PeekPointer(channel)](const SharedBytes& message) { echo->Send(message); });
        };
    }

    /// Each device sends a message and has it back.
    void Exchange()
    {
        Simulator::Schedule(Time(), [this] {
            for (uint32_t i = 0; i < m_devices.GetN(); ++i)
            {
                m_channels.push_back(Connect(i));
                m_channels.back()->SetReceivedCallback([this](const SharedBytes& message) {
                    m_times.push_back(Simulator::Now());
                    m_sizes.push_back(message.GetSize());
                });
                m_channels.back()->Send(LengthFraming::Make(5001, 'a'));
            }
        });
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        m_channels.clear();
    }

    TemporaryFolder m_folder;
    std::vector<Ptr<MessageChannel>> m_channels;
    std::vector<Time> m_times;
    std::vector<uint64_t> m_sizes;
};

} // namespace

TEST_F(PacketCaptureTest, RecordsEveryPacketOfTheNodesChosen)
{
    PacketCapture capture(m_folder.GetPath());
    capture.Record(m_servers.Get(0), "server");
    capture.Record(m_devices.Get(0), "one");
    uint32_t packets = 0;
    const auto count = Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++packets; });
    const auto link = m_servers.Get(0)->GetDevice(1); // the first is the loopback
    link->TraceConnectWithoutContext("PhyTxEnd", count);
    link->TraceConnectWithoutContext("PhyRxEnd", count);
    Exchange();
    capture.Close();

    const auto atServer = ReadRecords(m_folder.GetPath() + "/server.pcap");
    const auto atDevice = ReadRecords(m_folder.GetPath() + "/one.pcap");
    ASSERT_EQ(m_times.size(), 2u);
    EXPECT_EQ(atServer.size(), packets);
    EXPECT_EQ(atDevice.size() * 2, packets); // the other device does the same
    EXPECT_FALSE(std::filesystem::exists(m_folder.GetPath() + "/two.pcap"));
}

TEST_F(PacketCaptureTest, HasRightChecksums)
{
    PacketCapture capture(m_folder.GetPath());
    capture.Record(m_servers.Get(0), "server");
    Exchange();
    capture.Close();

    const auto records = ReadRecords(m_folder.GetPath() + "/server.pcap");
    uint64_t payload = 0; // [B]
    for (const auto& record : records)
    {
        const auto ip = record.begin() + PPP;
        const auto tcp = ip + IP_SIZE;
        EXPECT_EQ(AddUp(Bytes(ip, tcp)), 0xffff);
        // The pseudo-header: both addresses, the protocol and the length (RFC 9293, section 3.1).
        Bytes summed(ip + 12, record.end());
        const auto size = record.end() - tcp;
        summed.insert(summed.begin(), {0, 6, uint8_t(size >> 8), uint8_t(size)});
        EXPECT_EQ(AddUp(summed), 0xffff);
        payload += size - (tcp[TCP_DATA_OFFSET] >> 4) * 4;
    }
    EXPECT_EQ(payload, 2u * 2u * 5001u); // two devices, there and back
}

TEST_F(PacketCaptureTest, ChangesNoTime)
{
    {
        PacketCapture capture(m_folder.GetPath());
        capture.Record(m_servers.Get(0), "server");
        Exchange();
        EXPECT_TRUE(Node::ChecksumEnabled());
    }
    EXPECT_FALSE(Node::ChecksumEnabled());
    const auto recorded = m_times;
    ASSERT_EQ(recorded.size(), 2u);

    // The same world once more, without.
    Simulator::Destroy();
    m_times.clear();
    m_accepted.clear();
    m_servers = NodeContainer();
    m_devices = NodeContainer();
    m_transport = CreateObject<TcpTransport>();
    Build(CreateObject<TreeTopology>(), 2);
    Listen();
    Exchange();
    EXPECT_EQ(m_times, recorded);
}

TEST_F(PacketCaptureTest, SaysWhichFileCannotBeWritten)
{
    PacketCapture capture(m_folder.GetPath() + "/absent");
    try
    {
        capture.Record(m_servers.Get(0), "server");
        FAIL();
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_EQ(std::string(error.what()),
                  m_folder.GetPath() +
                      "/absent/server.pcap: cannot be written: No such file or directory");
    }
}

#ifndef NS3_ASSERT_ENABLE // with assertions ns-3 itself ends the program there
TEST_F(PacketCaptureTest, SaysThatADiskIsFull)
{
    std::filesystem::create_symlink("/dev/full", m_folder.GetPath() + "/server.pcap");
    PacketCapture capture(m_folder.GetPath());
    capture.Record(m_servers.Get(0), "server");
    Exchange();
    EXPECT_THROW(capture.Close(), std::runtime_error);
}
#endif
