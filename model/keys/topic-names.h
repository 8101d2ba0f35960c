/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPIC_NAMES_H
#define TOPIC_NAMES_H

#include <cstdint>
#include <map>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which topic has which number, as one node knows it.
 */
class TopicNames
{
  public:
    /// @return false if the number or the name is known as another's, or the number is 0.
    bool Add(uint32_t topic, const std::string& name);

    uint32_t Find(const std::string& name) const;     //!< @return its number, 0 if it is unknown
    const std::string& GetName(uint32_t topic) const; //!< @return empty if it is unknown
    const std::map<uint32_t, std::string>& GetAll() const; //!< @return names by number

  private:
    std::map<uint32_t, std::string> m_names;   //!< by number
    std::map<std::string, uint32_t> m_numbers; //!< by name
};

} // namespace iotledger
} // namespace ns3

#endif /* TOPIC_NAMES_H */
