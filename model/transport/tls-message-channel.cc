/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message-channel.h"

#include "tls-engine.h"

#include "ns3/byte-io.h"
#include "ns3/simulator.h"
#include "ns3/tls-record.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TlsMessageChannel);

TypeId
TlsMessageChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::TlsMessageChannel")
                            .SetParent<MessageChannel>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<TlsMessageChannel>();
    return tid;
}

TlsMessageChannel::TlsMessageChannel() = default;

TlsMessageChannel::~TlsMessageChannel()
{
    DropBelow();
}

void
TlsMessageChannel::Open(Ptr<MessageChannel> below,
                        std::shared_ptr<TlsEndpoint> endpoint,
                        std::unique_ptr<TlsEngine> engine,
                        bool isServer,
                        Ptr<Strand> strand,
                        std::shared_ptr<const MessageFraming> framing)
{
    m_below = std::move(below);
    m_endpoint = std::move(endpoint);
    m_engine = std::move(engine);
    m_strand = std::move(strand);
    m_assembler = std::make_unique<MessageAssembler>(std::move(framing));
    m_summary.isServer = isServer;
    m_below->SetConnectedCallback([this] { Begin(); });
    m_below->SetReceivedCallback([this](const SharedBytes& bytes) { HandleReceived(bytes); });
    m_below->SetClosedCallback([this](CloseReason reason) { HandleBelowClosed(reason); });
    m_below->SetDrainedCallback([this] { HandleDrained(); });
    if (isServer)
    {
        Begin(); // an accepted channel stands
    }
}

void
TlsMessageChannel::SetObserver(Observer observer)
{
    m_observer = std::move(observer);
}

void
TlsMessageChannel::SetVersion(TlsVersion version)
{
    m_summary.version = version;
}

void
TlsMessageChannel::Send(const SharedBytes& message)
{
    if (m_hasEnded || m_isClosing || m_peerHasClosed || message.IsEmpty())
    {
        return;
    }
    m_backlog += message.GetSize();
    if (m_isOpen)
    {
        Encrypt(message);
    }
    else
    {
        m_waiting.push_back(message);
    }
}

uint64_t
TlsMessageChannel::GetBacklog() const
{
    return m_backlog + (m_below ? m_below->GetBacklog() : 0);
}

void
TlsMessageChannel::Close()
{
    if (m_hasEnded || std::exchange(m_isClosing, true))
    {
        return;
    }
    if (m_isOpen)
    {
        SendCloseNotify();
    }
    else if (m_waiting.empty())
    {
        m_below->Close();
    }
}

void
TlsMessageChannel::Abort()
{
    if (m_hasEnded)
    {
        return;
    }
    m_hasEnded = true;
    auto below = m_below;
    DropBelow();
    below->Abort();
    if (!m_isOpen)
    {
        m_observer.ended();
    }
}

Address
TlsMessageChannel::GetPeer() const
{
    return m_below ? m_below->GetPeer() : Address();
}

void
TlsMessageChannel::DoDispose()
{
    DropBelow();
    m_hasEnded = true;
    m_below = nullptr;
    m_engine.reset();
    m_endpoint.reset();
    m_strand = nullptr;
    m_observer = Observer();
    m_waiting.clear();
    MessageChannel::DoDispose();
}

void
TlsMessageChannel::Begin()
{
    m_begun = Simulator::Now();
    m_engine->Start();
    Run();
}

void
TlsMessageChannel::HandleReceived(const SharedBytes& bytes)
{
    Ptr<TlsMessageChannel> alive(this);
    auto rest = bytes;
    while (!m_hasEnded && !rest.IsEmpty())
    {
        // A transport without framing of its own may hand over several records at once.
        const auto record = DecodeTlsRecord(rest);
        const auto size = record ? TLS_RECORD_HEADER + record->fragment.GetSize() : rest.GetSize();
        m_summary.received += m_isOpen ? 0 : size;
        m_engine->Receive(rest.Slice(0, size));
        rest = rest.Slice(size);
        Run();
    }
}

void
TlsMessageChannel::HandleDrained()
{
    if (m_isOpen && m_backlog == 0 && m_drained)
    {
        m_drained();
    }
}

void
TlsMessageChannel::HandleBelowClosed(CloseReason reason)
{
    // What came before is worked off first.
    Pay(Time(), [this, reason] {
        if (reason == CloseReason::CLOSED && (m_isClosing || m_peerHasClosed))
        {
            End(CloseReason::CLOSED);
        }
        else if (reason == CloseReason::MALFORMED)
        {
            End(CloseReason::MALFORMED);
        }
        else
        {
            End(m_isOpen ? CloseReason::RESET : CloseReason::REFUSED);
        }
    });
}

void
TlsMessageChannel::Run(uint64_t paidBytes)
{
    const auto progress = m_engine->TakeProgress();
    Pay(progress.cost, [this, progress, paidBytes] {
        m_backlog -= paidBytes;
        Apply(progress);
        if (paidBytes > 0 && !m_hasEnded && GetBacklog() == 0)
        {
            HandleDrained(); // the transport has taken it all at once, and will not tell
        }
    });
}

void
TlsMessageChannel::Pay(Time cost, std::function<void()> done)
{
    Ptr<TlsMessageChannel> self(this);
    const auto unlessEnded = [self, done = std::move(done)] {
        if (!self->m_hasEnded)
        {
            done();
        }
    };
    if (m_strand)
    {
        m_strand->Submit(cost, unlessEnded);
    }
    else
    {
        unlessEnded();
    }
}

void
TlsMessageChannel::Apply(const TlsProgress& progress)
{
    SendRecords(progress.records);
    if (progress.alertSent)
    {
        m_observer.alertSent(*progress.alertSent);
    }
    if (progress.alertReceived)
    {
        m_observer.alertReceived(*progress.alertReceived);
    }
    if (progress.isCompleted)
    {
        Complete(progress.isResumed);
    }
    for (const auto& data : progress.data)
    {
        if (m_hasEnded || !Deliver(data))
        {
            return;
        }
    }
    if (!m_hasEnded && progress.hasFailed)
    {
        m_below->Close(); // behind the alert, if it is ours
        const auto broken = progress.alertReceived ? CloseReason::RESET : CloseReason::MALFORMED;
        End(m_isOpen ? broken : CloseReason::REFUSED);
    }
    else if (!m_hasEnded && progress.alertReceived && !std::exchange(m_peerHasClosed, true) &&
             !m_isClosing)
    {
        SendCloseNotify(); // RFC 8446, section 6.1: before an end closes, it says so
    }
}

void
TlsMessageChannel::SendRecords(const std::vector<SharedBytes>& records)
{
    if (m_isOpen)
    {
        for (const auto& record : records) // each a write, as of OpenSSL's SSL_write
        {
            m_below->Send(record);
        }
        return;
    }
    ByteWriter flight(4096); // of the handshake: one write
    for (const auto& record : records)
    {
        flight.Bytes(record);
    }
    const auto bytes = flight.Take();
    m_summary.sent += bytes.GetSize();
    m_below->Send(bytes);
}

void
TlsMessageChannel::Complete(bool isResumed)
{
    m_isOpen = true;
    m_summary.isResumed = isResumed;
    m_summary.duration = Simulator::Now() - m_begun;
    m_observer.completed(m_summary);
    if (m_connected && !m_hasEnded)
    {
        m_connected();
    }
    for (const auto& message : std::exchange(m_waiting, {}))
    {
        if (!m_hasEnded)
        {
            Encrypt(message);
        }
    }
    if (m_isClosing && !m_hasEnded)
    {
        SendCloseNotify();
    }
}

bool
TlsMessageChannel::Deliver(const SharedBytes& data)
{
    m_assembler->Add(data);
    while (const auto message = m_assembler->Next())
    {
        if (m_received)
        {
            m_received(*message);
        }
        if (m_hasEnded)
        {
            return false;
        }
    }
    if (m_assembler->IsMalformed())
    {
        auto closed = std::move(m_closed);
        Abort();
        if (closed)
        {
            closed(CloseReason::MALFORMED);
        }
        return false;
    }
    return true;
}

void
TlsMessageChannel::Encrypt(const SharedBytes& message)
{
    m_engine->Send(message);
    Run(message.GetSize());
}

void
TlsMessageChannel::SendCloseNotify()
{
    m_engine->Close();
    Run();
    Pay(Time(), [this] { m_below->Close(); });
}

void
TlsMessageChannel::DropBelow()
{
    if (m_below)
    {
        m_below->SetConnectedCallback(nullptr);
        m_below->SetReceivedCallback(nullptr);
        m_below->SetClosedCallback(nullptr);
        m_below->SetDrainedCallback(nullptr);
    }
}

void
TlsMessageChannel::End(CloseReason reason)
{
    m_hasEnded = true;
    DropBelow();
    auto closed = std::move(m_closed);
    if (!m_isOpen)
    {
        m_observer.ended();
    }
    if (closed)
    {
        closed(reason);
    }
}

} // namespace iotledger
} // namespace ns3
