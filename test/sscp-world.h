/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SSCP_WORLD_H
#define SSCP_WORLD_H

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/simulator.h"
#include "ns3/sscp-network.h"
#include "ns3/star-topology.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The paper's four devices and broker, really encrypting, driven step by step; device keys are in
/// place from the start.
class SscpWorld : public ::testing::Test
{
  protected:
    static constexpr uint32_t DEVICES = 4;

    SscpWorld()
    {
        m_experiment->SetAttribute("Devices", UintegerValue(DEVICES));
        m_experiment->SetAttribute("RsaBits", UintegerValue(1024));
        m_experiment->SetAttribute("Aes", StringValue("aes-128-gcm"));
        HostPlacement everywhere;
        everywhere.nodes = NodeSelection({"*"});
        everywhere.profile = "x86-server";
        HostHelper hosts({everywhere});
        m_network.GetCryptoFactory().Set("Execution", StringValue("real"));
        m_network.Build(CreateObject<StarTopology>(),
                        CreateObject<TcpTransport>(),
                        hosts,
                        m_experiment);
        m_topics.Build(m_network, m_experiment);
        m_topics.GetDirectory()->SetAttribute("RsaBits", UintegerValue(512)); // figure 8
        m_network.AssignStreams(0);
        Provision();
        Watch();
    }

    ~SscpWorld() override
    {
        m_topics.Dispose();
        m_network.Dispose();
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    Ptr<SscpDevice> GetDevice(uint32_t number) const
    {
        return m_topics.GetDevices()[number - 1];
    }

    /// Has topics A and B registered at 1 s, and subscribed to as in figure 7 at 2 s.
    void SetUpFigureSeven()
    {
        Simulator::Schedule(Seconds(1), [this] {
            GetDevice(1)->Register("A");
            GetDevice(3)->Register("B");
        });
        Simulator::Schedule(Seconds(2), [this] {
            GetDevice(1)->Subscribe("A");
            GetDevice(2)->Subscribe("A");
            GetDevice(3)->Subscribe("B");
            GetDevice(4)->Subscribe("B");
        });
    }

    /// Has device @p sender send @p text to topic @p topic at 3 s.
    void SendAtThreeSeconds(uint32_t sender, const std::string& topic, const std::string& text)
    {
        Simulator::Schedule(Seconds(3), [this, sender, topic, text] {
            GetDevice(sender)->Send(topic, SharedBytes(std::string_view(text)));
        });
    }

    void Run(Time end = Seconds(10))
    {
        Simulator::Stop(end);
        Simulator::Run();
    }

    Ptr<MtpExperiment> m_experiment{CreateObject<MtpExperiment>()};
    MtpNetwork m_network;
    SscpNetwork m_topics;
    std::map<uint32_t, std::vector<std::string>> m_read; //!< what devices decrypted
    std::map<uint32_t, uint32_t> m_tried;                //!< how often they tried
    std::vector<std::string> m_refused;                  //!< what the broker refused, and whom

  private:
    void Provision()
    {
        for (const auto& device : m_network.GetDevices())
        {
            const auto key = device->ProvisionOwnKey();
            m_network.GetDirectory()->Provision(key);
            for (const auto& holder : m_network.GetDevices())
            {
                holder->Store(key);
            }
        }
    }

    void Watch()
    {
        for (const auto& device : m_network.GetDevices())
        {
            device->TraceConnectWithoutContext(
                "DataTried",
                Callback<void, uint32_t, uint32_t, uint32_t, bool, const SharedBytes&>(
                    [this](uint32_t at, uint32_t, uint32_t, bool ok, const SharedBytes& text) {
                        ++m_tried[at];
                        if (ok)
                        {
                            m_read[at].push_back(text.ToString());
                        }
                    }));
        }
        m_topics.GetDirectory()->TraceConnectWithoutContext(
            "Refused",
            Callback<void, const std::string&, const std::string&>(
                [this](const std::string& who, const std::string& why) {
                    m_refused.push_back(who + ": " + why);
                }));
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* SSCP_WORLD_H */
