/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_CONTROL_SPEC_H
#define RATE_CONTROL_SPEC_H

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
 * @brief An option that a rate controller reads.
 */
struct RateOption
{
    enum class Kind
    {
        NUMBER,
        INTEGER, //!< Caliper cuts off what follows the point
        FLAG,    //!< read and without effect on what is sent
        TEXT,
        WEIGHTS,     //!< numbers, one for each of CONTROLLERS
        CONTROLLERS, //!< type and opts of each
        CONTROLLER,  //!< type and opts of one
    };

    std::string name;
    Kind kind{Kind::NUMBER};
    double standard{0}; //!< of a number that is missing or 0; 0: there is none, it must be given
};

/// A kind of rate controller with the options it reads. @ingroup iot-ledger
struct RateControllerType
{
    std::string name;
    std::vector<RateOption> options;

    const RateOption* FindOption(const std::string& option) const; //!< @return null: not read

    /// @return all there are: Caliper's, then closed-loop and poisson.
    static const std::vector<RateControllerType>& GetAll();
    static const RateControllerType* Find(const std::string& type); //!< @return null: unknown
};

/**
 * @ingroup iot-ledger
 * @brief A round's `rateControl`: which controller, with which options.
 */
struct RateControlSpec
{
    std::string type;
    std::map<std::string, double> numbers;    //!< by option
    std::map<std::string, std::string> texts; //!< by option
    std::vector<double> weights;              //!< of composite-rate
    std::vector<RateControlSpec> controllers; //!< of composite-rate, or the one of record-rate

    /// @return an option, its standard value if it is missing or 0 (false, to Caliper).
    double GetNumber(const std::string& option) const;
    std::string GetText(const std::string& option) const; //!< @return empty if it is missing

    /**
     * @param isTimed whether the round lasts a time, not a number of transactions
     * @return the rate of all workers together at which the controller would send if nothing held
     * it up [1/s], over the round; none where what has been sent decides when to send, and for a
     * replay.
     */
    std::optional<double> GetAskedRate(bool isTimed) const;
};

} // namespace iotledger
} // namespace ns3

#endif /* RATE_CONTROL_SPEC_H */
