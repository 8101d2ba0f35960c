/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_ACCESS_CONTROL_H
#define MQTT_ACCESS_CONTROL_H

#include "ns3/object.h"
#include "ns3/shared-bytes.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Who may connect to a broker, and which topics each may write and read.
 *
 * Works as the password_file and acl_file of mosquitto 2.0 (mosquitto.conf(5)): without rules
 * everybody may do everything; with rules the first one that speaks of a user and topic decides,
 * those that deny before the others, then the patterns, in which %c stands for the client id and %u for the user name; what nothing
 * allows is forbidden. Subscribing is always allowed: what may not be read is not delivered.
 */
class MqttAccessControl : public Object
{
  public:
    enum class Access
    {
        READ,
        WRITE,
        READWRITE,
        DENY,
    };

    static TypeId GetTypeId();

    void AddUser(const std::string& name, const std::string& password);

    /// Adds a rule. @param user a name; empty: clients without one @param filter a topic filter
    void AddRule(const std::string& user, Access access, const std::string& filter);

    /// Adds a rule for all clients. @param pattern a topic filter with %c or %u
    void AddPattern(Access access, const std::string& pattern);

    /// @return whether a client may connect under this name. Without any user every name may.
    bool Authenticate(const std::string& userName, const SharedBytes& password) const;

    bool MayWrite(const std::string& clientId,
                  const std::string& userName,
                  const std::string& topic) const;
    bool MayRead(const std::string& clientId,
                 const std::string& userName,
                 const std::string& topic) const;

  private:
    struct Rule
    {
        Access access;
        std::string filter;
    };

    bool May(Access wanted,
             const std::string& clientId,
             const std::string& userName,
             const std::string& topic) const;
    static std::optional<bool> Judge(const Rule& rule,
                                     const std::string& filter,
                                     Access wanted,
                                     const std::string& topic);

    std::map<std::string, SharedBytes> m_passwords;
    std::map<std::string, std::vector<Rule>> m_rules; //!< by user name
    std::vector<Rule> m_patterns;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_ACCESS_CONTROL_H */
