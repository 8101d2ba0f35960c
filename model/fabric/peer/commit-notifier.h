/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMMIT_NOTIFIER_H
#define COMMIT_NOTIFIER_H

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells who waits for a transaction when its block is committed on this peer.
 *
 * Several may wait for one transaction. Each is told once, in the order of their registration.
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/commit/notifier.go.
 */
class CommitNotifier
{
  public:
    using Listener = std::function<void(uint64_t block, uint8_t code)>;

    /// @return a number for Remove
    uint64_t Add(const std::string& transactionId, Listener listener);

    /// The listener is not wanted any more. A number whose listener has been told is ignored.
    void Remove(uint64_t number);

    /// A transaction has been committed in @p block with the verdict @p code (TxValidationCode).
    void Notify(const std::string& transactionId, uint64_t block, uint8_t code);

    std::size_t GetCount() const; //!< listeners that wait

  private:
    std::unordered_map<std::string, std::map<uint64_t, Listener>> m_listeners;
    std::unordered_map<uint64_t, std::string> m_transactions; //!< by number
    uint64_t m_next{1};
};

} // namespace iotledger
} // namespace ns3

#endif /* COMMIT_NOTIFIER_H */
