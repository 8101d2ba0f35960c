/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-broker-profile-loader.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr char KIND[] = "broker profile";

} // namespace

MqttBrokerProfileLoader::MqttBrokerProfileLoader(const std::string& nameOrPath)
    : m_file(KIND, "brokers", nameOrPath),
      m_yaml(m_file.GetPath(), KIND)
{
}

MqttBrokerProfile
MqttBrokerProfileLoader::Load()
{
    const std::string text = m_file.Read();
    m_profile.m_digest = ProfileFile::GetDigest(text);
    try
    {
        const auto root = YAML::Load(text);
        m_yaml.CheckKeys(root,
                         "",
                         {"name", "machine", "kernel", "broker", "date", "cpu", "memory"});
        m_profile.m_name = m_yaml.GetText(root, "", "name");
        m_profile.m_machine = m_yaml.GetText(root, "", "machine");
        m_yaml.GetText(root, "", "kernel");
        m_profile.m_broker = m_yaml.GetText(root, "", "broker");
        m_profile.m_date = m_yaml.GetText(root, "", "date");
        ReadCpu(root);
        ReadMemory(root);
    }
    catch (const YAML::Exception& error)
    {
        m_yaml.RefuseSyntax(error);
    }
    return std::move(m_profile);
}

void
MqttBrokerProfileLoader::ReadCpu(const YAML::Node& root)
{
    const std::string path = "cpu.";
    const auto cpu = m_yaml.Get(root, "", "cpu");
    m_yaml.CheckKeys(cpu, path, {"busy", "isolated", "connect", "subscribe", "ping"});
    m_profile.m_busy = ReadMessageCosts(cpu, "busy");
    m_profile.m_isolated = ReadMessageCosts(cpu, "isolated");
    m_profile.m_connect = m_yaml.GetTime(cpu, path, "connect");
    m_profile.m_subscribe = m_yaml.GetTime(cpu, path, "subscribe");
    m_profile.m_ping = m_yaml.GetTime(cpu, path, "ping");
}

MqttBrokerProfile::MessageCosts
MqttBrokerProfileLoader::ReadMessageCosts(const YAML::Node& cpu, const std::string& load) const
{
    const std::string path = "cpu." + load + ".";
    const auto node = m_yaml.Get(cpu, "cpu.", load);
    m_yaml.CheckKeys(node, path, {"publish", "delivery", "readByte", "writeByte", "residual"});
    MqttBrokerProfile::MessageCosts costs;
    for (auto [key, times] :
         {std::pair{"publish", &costs.publish}, std::pair{"delivery", &costs.delivery}})
    {
        const auto list = m_yaml.Get(node, path, key);
        if (!list.IsSequence() || list.size() != times->size())
        {
            m_yaml.Refuse(list, path + key, "a list of three times, for QoS 0, 1 and 2");
        }
        for (std::size_t qos = 0; qos < times->size(); ++qos)
        {
            (*times)[qos] = m_yaml.GetTime(list[qos], path + key);
        }
    }
    costs.readByte = m_yaml.GetTime(node, path, "readByte");
    costs.writeByte = m_yaml.GetTime(node, path, "writeByte");
    const auto residual = m_yaml.Get(node, path, "residual");
    m_yaml.CheckKeys(residual, path + "residual.", {"mean", "largest"});
    for (const auto* key : {"mean", "largest"})
    {
        ReadAmount(residual, path + "residual.", key);
    }
    return costs;
}

void
MqttBrokerProfileLoader::ReadMemory(const YAML::Node& root)
{
    const auto memory = m_yaml.Get(root, "", "memory");
    m_yaml.CheckKeys(memory, "memory.", {"connection", "retained", "queued"});
    m_profile.m_connectionMemory = ReadAmount(memory, "memory.", "connection");
    m_profile.m_retained = ReadMessageMemory(memory, "retained");
    m_profile.m_queued = ReadMessageMemory(memory, "queued");
}

MqttBrokerProfile::MessageMemory
MqttBrokerProfileLoader::ReadMessageMemory(const YAML::Node& memory, const std::string& kind) const
{
    const std::string path = "memory." + kind + ".";
    const auto node = m_yaml.Get(memory, "memory.", kind);
    m_yaml.CheckKeys(node, path, {"message", "byte"});
    return {ReadAmount(node, path, "message"), ReadAmount(node, path, "byte")};
}

double
MqttBrokerProfileLoader::ReadAmount(const YAML::Node& map,
                                    const std::string& path,
                                    const std::string& key) const
{
    const auto node = m_yaml.Get(map, path, key);
    const double number = m_yaml.GetNumber(node, path + key);
    if (number < 0)
    {
        m_yaml.Refuse(node, path + key, "a number from 0");
    }
    return number;
}

} // namespace iotledger
} // namespace ns3
