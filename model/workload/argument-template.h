/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ARGUMENT_TEMPLATE_H
#define ARGUMENT_TEMPLATE_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What the arguments of a transaction may refer to. @ingroup iot-ledger
struct ArgumentContext
{
    std::string round;      //!< label of its round
    uint64_t index{0};      //!< of the transaction in its round, from 0
    uint64_t number{0};     //!< likewise, in all rounds of its operation together
    std::string client;     //!< name of the client that sends it: client1
    std::string mspId;      //!< of the client's organisation
    std::string identityId; //!< what the chaincode knows the client's identity by
    Time now;               //!< simulated time
    uint32_t seed{0};       //!< of the scenario
    const std::map<std::string, std::string>* arguments{nullptr}; //!< of the round; may be null
    std::function<uint64_t(uint64_t bound)> draw; //!< a whole number below @p bound, at random
};

/**
 * @ingroup iot-ledger
 * @brief A text with places that each transaction fills in: `asset${index}`.
 *
 *     ${index}         number of the transaction in its round, from 0
 *     ${number}        likewise, going on in the next round of the same operation
 *     ${round}         label of its round
 *     ${client}        name of the client, client1
 *     ${msp}           MSP id of its organisation
 *     ${identity}      what the chaincode knows its identity by
 *     ${time}          simulated time as RFC 3339 with nanoseconds, counted from 2026-01-01
 *     ${uuid}          the transaction's UUID (RFC 4122, version 5, of seed, round and index)
 *     ${uuid:ROUND}    that of the transaction with the same index in another round
 *     ${uuid:ROUND:N}  likewise, the index modulo N: of N transactions, each in turn
 *     ${random:N}      a whole number from 0 to N - 1
 *     ${bytes:N}       N letters
 *     ${argument:NAME} an argument of the round
 */
class ArgumentTemplate
{
  public:
    /// @throws std::invalid_argument for an unknown or broken place; says what was expected.
    explicit ArgumentTemplate(const std::string& text);

    /// @throws std::invalid_argument if the round lacks an argument that is referred to.
    std::string Fill(const ArgumentContext& context) const;

    /// @return the arguments of the round that are referred to.
    std::vector<std::string> GetArgumentNames() const;

  private:
    enum class Kind
    {
        LITERAL, //!< its parameter is the text
        INDEX,
        NUMBER,
        ROUND,
        CLIENT,
        MSP,
        IDENTITY,
        TIME,
        UUID,     //!< parameter: the label of a round, or empty
        RANDOM,   //!< number: the bound
        BYTES,    //!< number: how many
        ARGUMENT, //!< parameter: its name
    };

    struct Part
    {
        Kind kind;
        std::string parameter;
        uint64_t number{0};
    };

    static Part ParsePlace(const std::string& place);
    static std::string FillPart(const Part& part, const ArgumentContext& context);

    std::vector<Part> m_parts;
};

/// @return @p time as RFC 3339 in UTC with nanoseconds, without zeros at the end of the fraction as
/// Go's time.RFC3339Nano, where simulated time 0 is the start of 2026.
/// @ingroup iot-ledger
std::string FormatTimestamp(Time time);

} // namespace iotledger
} // namespace ns3

#endif /* ARGUMENT_TEMPLATE_H */
