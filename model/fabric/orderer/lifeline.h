/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIFELINE_H
#define LIFELINE_H

#include <memory>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Makes callbacks that do nothing once their owner is gone.
 *
 * Work that a process had queued when it was killed ends without effect that way.
 */
class Lifeline
{
  public:
    Lifeline() = default;
    Lifeline(const Lifeline&) = delete;
    Lifeline& operator=(const Lifeline&) = delete;

    /// @return @p callback, without effect after the end of this object.
    template <typename Callback>
    auto Bind(Callback callback) const
    {
        return [alive = std::weak_ptr<char>(m_alive),
                callback = std::move(callback)](auto&&... arguments) {
            if (!alive.expired())
            {
                callback(std::forward<decltype(arguments)>(arguments)...);
            }
        };
    }

  private:
    std::shared_ptr<char> m_alive{std::make_shared<char>()};
};

} // namespace iotledger
} // namespace ns3

#endif /* LIFELINE_H */
