/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPOSITE_RATE_CONTROLLER_H
#define COMPOSITE_RATE_CONTROLLER_H

#include "ns3/rate-controller.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief `composite-rate`: several controllers in turn, each for its share of the round.
 *
 * To each it seems that the round lasts its share (whole transactions, or whole seconds) and begins
 * when its turn does; a share of 0 is left out. Over transactions the turn changes only when one
 * more has been sent than the shares so far.
 *
 * Source: Hyperledger Caliper 0.5, compositeRate.js.
 */
class CompositeRateController : public RateController
{
  public:
    /// @param now when the round starts for this controller
    CompositeRateController(const RateControlSpec& spec, const RateContext& context, Time now);

    RateDecision Decide(Time now) override;
    void BeforeSend(Time now) override;
    void AfterEnd(uint64_t number) override;
    void End() override;

  private:
    /// One controller's turn.
    struct Part
    {
        RateControlSpec spec;
        RateContext context;   //!< of its share
        uint64_t lastIndex{0}; //!< of a round of so many transactions
        Time end;              //!< of a round that lasts a time, since its start
        uint64_t first{0};     //!< number of the first that it sends
        std::unique_ptr<RateController> controller; //!< once its turn has come
    };

    void AddPart(const RateControlSpec& spec, double share, double shareUpToIt);
    bool IsTurnOver(Time now) const;
    void StartPart(Time now);
    void EndPart();

    RateContext m_context;
    std::vector<Part> m_parts;
    std::size_t m_active{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* COMPOSITE_RATE_CONTROLLER_H */
