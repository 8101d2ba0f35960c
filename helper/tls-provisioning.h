/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PROVISIONING_H
#define TLS_PROVISIONING_H

#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"
#include "ns3/tls-transport.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Gives the nodes of a network TLS: a transport each, and certificates of one authority.
 *
 * Servers get certificates, clients where the servers ask for them; everybody trusts the root.
 * Certificates name the node and are valid from a day before simulated time zero for ten years.
 */
class TlsProvisioning : public Object
{
  public:
    static TypeId GetTypeId();

    TlsProvisioning();

    /// Sets attributes of every TlsTransport that is made from now on.
    void SetConfigure(std::function<void(TlsTransport& transport)> configure);

    /// @return the TLS of node @p name over @p below. Of a client, @p server is whom it expects.
    Ptr<TlsTransport> Wrap(const std::string& name,
                           const std::string& server,
                           Ptr<Transport> below,
                           Ptr<Crypto> crypto,
                           Ptr<Strand> strand);

    /// Pins the random stream that keys and certificates come from. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// Issues the certificates; once all nodes have been wrapped and the stream is pinned.
    void Certify();

    /// @return [B] of the records that carry a message of @p bytes.
    uint64_t GetWireSize(uint64_t bytes) const;

  protected:
    void DoDispose() override;

  private:
    /// A node's TLS and who the node is.
    struct Wrapped
    {
        std::string name;
        bool isServer;
        Ptr<TlsTransport> transport;
        Ptr<Crypto> crypto;
    };

    std::string m_certificate;
    uint32_t m_chain;
    std::function<void(TlsTransport& transport)> m_configure;
    Ptr<UniformRandomVariable> m_random;
    std::vector<Wrapped> m_wrapped;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_PROVISIONING_H */
