/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSACTION_CHECK_H
#define TRANSACTION_CHECK_H

#include "fabric-common.pb.h"
#include "fabric-peer.pb.h"

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A signature over bytes, and who claims it. Internal.
struct SignedBytes
{
    SharedBytes identity; //!< SerializedIdentity
    SharedBytes data;
    SharedBytes signature;
};

/**
 * @brief An envelope of a block as its validation needs it. Internal.
 *
 * Made by CheckTransaction, which does all checks that need neither keys nor ledger. The creator's
 * signature counts before the checks of the transaction itself: see code and laterCode.
 *
 * Source: Hyperledger Fabric v2.4.3, core/common/validation/msgvalidation.go
 * (ValidateTransaction) and core/committer/txvalidator/v20 (validator.go, plugindispatcher).
 */
struct CheckedTransaction
{
    uint8_t code{fabric::VALID};      //!< TxValidationCode found before the creator's signature
    uint8_t laterCode{fabric::VALID}; //!< found after it
    bool isConfig{false};             //!< a configuration, not an endorser transaction
    std::string channel;
    std::string transactionId;
    std::string chaincode;
    SignedBytes creator;
    std::vector<SignedBytes> endorsements;
    std::vector<std::string> namespaces; //!< that it writes to, and its chaincode
    SharedBytes event;                   //!< ChaincodeEvent, or empty
};

CheckedTransaction CheckTransaction(const std::string& envelope);

} // namespace iotledger
} // namespace ns3

#endif /* TRANSACTION_CHECK_H */
