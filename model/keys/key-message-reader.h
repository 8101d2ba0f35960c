/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_MESSAGE_READER_H
#define KEY_MESSAGE_READER_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/// What a message of MTP or SSCP says, for people. @ingroup iot-ledger
struct KeyMessageText
{
    std::string message;  //!< register, keys, verify …; SSCP's own begin with topic-
    std::string exchange; //!< sender and its operation, device1#2: a verification and its data
    std::string detail;   //!< whose key, which topic, what answer
};

/**
 * @ingroup iot-ledger
 * @brief Tells people what messages of MTP and SSCP say.
 *
 * Most messages number topics. Their names it learns from those that tell them; a topic that it has
 * not heard of it calls by its number.
 */
class KeyMessageReader
{
  public:
    /// @return what @p payload says, or nothing if it is no message of MTP or SSCP.
    std::optional<KeyMessageText> Read(const SharedBytes& payload);

  private:
    std::map<uint32_t, std::string> m_topics; //!< names by number
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_MESSAGE_READER_H */
