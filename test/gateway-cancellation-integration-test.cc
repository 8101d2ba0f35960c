/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A gateway whose client does not wait until it is served.

#include "fabric-peer-world.h"

#include "ns3/pointer.h"

using namespace ns3;
using namespace ns3::iotledger;

class GatewayCancellation : public FabricPeerWorld
{
  protected:
    /// Has the gateway take 2 s for a Submit of which the client awaits @p patience.
    /// @return envelopes that reach the orderer
    uint32_t CountSubmitted(Time patience)
    {
        Build(1);
        const auto client = AddClient(0);
        Deploy(client);
        Simulator::Schedule(Seconds(11), [this, client, patience] {
            PointerValue costs;
            m_peers[0]->GetAttribute("Costs", costs);
            costs.GetObject()->SetAttribute("GatewaySubmit", TimeValue(Seconds(2)));
            client->SetAttribute("SubmitTimeout", TimeValue(patience));
            m_orderers[0]->received = 0;
        });
        m_result = InvokeAt(Seconds(12), client, Request({"put", "key", "value"}));
        RunUntil(Seconds(16));
        return m_orderers[0]->received;
    }

    std::shared_ptr<TransactionResult> m_result;
};

TEST_F(GatewayCancellation, WhatIsAwaitedIsSubmitted)
{
    EXPECT_EQ(CountSubmitted(Seconds(3)), 1U);
    EXPECT_EQ(m_result->code, "VALID") << m_result->error;
}

// internal/pkg/gateway/submit.go: the context of the call ends with it.
TEST_F(GatewayCancellation, WhatIsGivenUpIsNot)
{
    EXPECT_EQ(CountSubmitted(Seconds(1)), 0U);
    EXPECT_NE(m_result->error.find("deadline exceeded"), std::string::npos) << m_result->error;
    EXPECT_EQ(GetHeight(0), 2U);
}
