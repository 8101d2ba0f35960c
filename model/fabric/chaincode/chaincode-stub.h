/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_STUB_H
#define CHAINCODE_STUB_H

#include "ns3/chaincode-iterator.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What a chaincode answers. Source: fabric-chaincode-go v2, shim/response.go.
struct ChaincodeResponse
{
    static constexpr int32_t OK{200};
    static constexpr int32_t ERROR_THRESHOLD{400};
    static constexpr int32_t ERROR{500};

    int32_t status{OK};
    std::string message; //!< of an error
    std::string payload;

    static ChaincodeResponse Success(std::string payload = {});
    static ChaincodeResponse Error(std::string message);
};

/// Ends a chaincode's call with status 500 and this message, in which composite keys may stand:
/// what() stops at their first zero byte.
class ChaincodeError : public std::exception
{
  public:
    explicit ChaincodeError(std::string message);

    const std::string& GetMessage() const;
    const char* what() const noexcept override;

  private:
    std::string m_message;
};

/// A moment as protobuf's google.protobuf.Timestamp has it, since 1970-01-01T00:00:00Z.
struct ChaincodeTimestamp
{
    int64_t seconds{0};
    int32_t nanoseconds{0};
};

/**
 * @ingroup iot-ledger
 * @brief What a chaincode can ask of its peer during one call.
 *
 * Reads see the state as committed, never the call's own writes. What the Go shim returns as an
 * error is thrown as ChaincodeError, with the same message.
 *
 * Source: fabric-chaincode-go v2, shim/interfaces.go and shim/stub.go.
 * Left out: private data, rich queries, explicit pagination, key-level endorsement.
 */
class ChaincodeStub
{
  public:
    struct KeyValue
    {
        std::string key;
        std::string value;
    };

    struct KeyModification
    {
        std::string txId;
        std::string value; //!< empty if deleted
        ChaincodeTimestamp timestamp;
        bool isDelete{false};
    };

    using StateIterator = std::unique_ptr<ChaincodeIterator<KeyValue>>;
    using HistoryIterator = std::unique_ptr<ChaincodeIterator<KeyModification>>;

    virtual ~ChaincodeStub();

    virtual const std::vector<std::string>& GetArgs() const = 0; //!< the function's name first
    std::string GetFunction() const;                             //!< empty: no arguments at all
    std::vector<std::string> GetParameters() const;              //!< arguments but the first

    virtual std::optional<std::string> GetState(const std::string& key) = 0;
    virtual void PutState(const std::string& key, std::string value) = 0;
    virtual void DelState(const std::string& key) = 0;

    /// Keys from @p start to before @p end; empty ones: from the first, to the last. Composite keys
    /// are never among them.
    virtual StateIterator GetStateByRange(const std::string& start, const std::string& end) = 0;

    /// Composite keys that begin with these attributes.
    virtual StateIterator GetStateByPartialCompositeKey(
        const std::string& objectType,
        const std::vector<std::string>& attributes) = 0;

    /// All writes of a key, latest first.
    virtual HistoryIterator GetHistoryForKey(const std::string& key) = 0;

    virtual const SharedBytes& GetCreator() const = 0; //!< a SerializedIdentity
    virtual const std::string& GetTxId() const = 0;
    virtual const std::string& GetChannelId() const = 0;
    virtual ChaincodeTimestamp GetTxTimestamp() const = 0; //!< by the client's clock
    virtual const std::map<std::string, std::string>& GetTransient() const = 0;

    /// Sets the one event of the transaction; a later call replaces it.
    virtual void SetEvent(const std::string& name, std::string payload) = 0;

    /// Runs another chaincode of this channel within this transaction. What the peer refuses comes
    /// as a response of status 500 with the reason as payload.
    virtual ChaincodeResponse InvokeChaincode(const std::string& name,
                                              const std::vector<std::string>& args) = 0;

    /// @return U+0000 type U+0000 attribute U+0000 …; throws if a part is not UTF-8 or holds
    /// U+0000 or U+10FFFF
    static std::string CreateCompositeKey(const std::string& objectType,
                                          const std::vector<std::string>& attributes);

    /// @return object type and attributes
    static std::pair<std::string, std::vector<std::string>> SplitCompositeKey(
        const std::string& key);
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_STUB_H */
