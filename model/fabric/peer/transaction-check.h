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
#include "ns3/signed-bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief An envelope of a block as its validation needs it. Internal.
 *
 * Made by CheckTransaction, which does all checks that need neither keys nor ledger. The creator's
 * signature counts before the checks of the transaction itself: see code and laterCode.
 *
 * No transaction has the codes NIL_ENVELOPE (an empty envelope lacks its header),
 * UNKNOWN_TX_TYPE (BAD_COMMON_HEADER or UNSUPPORTED_TX_PAYLOAD come before), MARSHAL_TX_ERROR,
 * EXPIRED_CHAINCODE, CHAINCODE_VERSION_CONFLICT and INVALID_WRITESET (chaincodes before v2.0).
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
    SharedBytes config;                  //!< ConfigEnvelope of a configuration
};

CheckedTransaction CheckTransaction(const std::string& envelope);

} // namespace iotledger
} // namespace ns3

#endif /* TRANSACTION_CHECK_H */
