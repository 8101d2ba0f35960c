/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lifecycle-chaincode.h"

#include <charconv>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int BYTES = 2; // wire type of bytes and strings

/// Appends one field of bytes to an encoded message; an empty one is left out, as proto3 does.
void
AppendField(std::string& message, int number, const std::string& value)
{
    if (value.empty())
    {
        return;
    }
    google::protobuf::io::StringOutputStream stream(&message);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.WriteTag(static_cast<uint32_t>(number << 3 | BYTES));
    out.WriteVarint32(static_cast<uint32_t>(value.size()));
    out.WriteString(value);
}

// db.proto: StateData { oneof { int64 Int64 = 1; bytes Bytes = 2; string String = 3; } }
std::string
EncodeSequence(uint64_t sequence)
{
    std::string data;
    google::protobuf::io::StringOutputStream stream(&data);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.WriteTag(1 << 3);
    out.WriteVarint64(sequence);
    out.Trim();
    return data;
}

std::string
EncodeBytes(const std::string& bytes)
{
    std::string data;
    AppendField(data, 2, bytes);
    // A oneof's member is written even when it is empty.
    return bytes.empty() ? std::string("\x12\x00", 2) : data;
}

std::string
FieldKey(const std::string& chaincode, const std::string& field)
{
    return "namespaces/fields/" + chaincode + "/" + field;
}

} // namespace

std::string
LifecycleChaincode::GetSequenceKey(const std::string& chaincode)
{
    return FieldKey(chaincode, "Sequence");
}

std::string
LifecycleChaincode::GetValidationInfoKey(const std::string& chaincode)
{
    return FieldKey(chaincode, "ValidationInfo");
}

ChaincodeResponse
LifecycleChaincode::Invoke(ChaincodeStub& stub)
{
    const auto parameters = stub.GetParameters();
    if (stub.GetFunction() != "CommitChaincodeDefinition" || parameters.size() != 4)
    {
        return ChaincodeResponse::Error("expected CommitChaincodeDefinition with name, version, "
                                        "sequence and endorsement policy");
    }
    const auto& name = parameters[0];
    uint64_t sequence = 0;
    const auto* end = parameters[2].data() + parameters[2].size();
    if (std::from_chars(parameters[2].data(), end, sequence).ptr != end || sequence == 0)
    {
        return ChaincodeResponse::Error("sequence must be a number from 1, not '" + parameters[2] +
                                        "'");
    }
    stub.GetState("namespaces/metadata/" + name);

    std::string metadata; // StateMetadata { string datatype = 1; repeated string fields = 2; }
    AppendField(metadata, 1, "ChaincodeDefinition");
    std::string endorsement; // ChaincodeEndorsementInfo { version = 1; …; plugin = 3 }
    AppendField(endorsement, 1, parameters[1]);
    AppendField(endorsement, 3, "escc");
    std::string validation; // ChaincodeValidationInfo { plugin = 1; bytes parameter = 2 }
    AppendField(validation, 1, "vscc");
    AppendField(validation, 2, parameters[3]);
    for (const auto* field : {"Sequence", "EndorsementInfo", "ValidationInfo", "Collections"})
    {
        AppendField(metadata, 2, field);
    }
    stub.PutState("namespaces/metadata/" + name, metadata);
    stub.PutState(FieldKey(name, "Sequence"), EncodeSequence(sequence));
    stub.PutState(FieldKey(name, "EndorsementInfo"), EncodeBytes(endorsement));
    stub.PutState(FieldKey(name, "ValidationInfo"), EncodeBytes(validation));
    stub.PutState(FieldKey(name, "Collections"), EncodeBytes({}));
    return ChaincodeResponse::Success();
}

} // namespace iotledger
} // namespace ns3
