/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a user may vary of a GrpcClient.

#include "grpc-client.h"
#include "grpc-connection.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(GrpcClient);

namespace
{

TypeId
AddReconnection(TypeId tid,
                Ptr<const AttributeAccessor> connectTimeout,
                Ptr<const AttributeAccessor> base,
                Ptr<const AttributeAccessor> factor,
                Ptr<const AttributeAccessor> limit,
                Ptr<const AttributeAccessor> jitter)
{
    return tid
        .AddAttribute("ConnectTimeout",
                      "Longest time to make a connection (default: grpc-go v1.31, dialoptions.go, "
                      "minConnectTimeout)",
                      TimeValue(Seconds(20)),
                      connectTimeout,
                      MakeTimeChecker(NanoSeconds(1)))
        .AddAttribute("BackoffBase",
                      "Back-off after the first failure to connect (default: gRPC, "
                      "doc/connection-backoff.md, as the next two)",
                      TimeValue(Seconds(1)),
                      base,
                      MakeTimeChecker(Time(0)))
        .AddAttribute("BackoffFactor",
                      "By which each further failure lengthens the back-off",
                      DoubleValue(1.6),
                      factor,
                      MakeDoubleChecker<double>(1.0))
        .AddAttribute("BackoffLimit",
                      "Longest back-off",
                      TimeValue(Seconds(120)),
                      limit,
                      MakeTimeChecker(Time(0)))
        .AddAttribute("BackoffJitter",
                      "Added to each back-off, as a part of it; gRPC draws from -0.2 to 0.2",
                      StringValue("ns3::ConstantRandomVariable[Constant=0]"),
                      jitter,
                      MakePointerChecker<RandomVariableStream>());
}

} // namespace

TypeId
GrpcClient::GetTypeId()
{
    static TypeId tid = AddReconnection(
        TypeId("ns3::iotledger::GrpcClient")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddAttribute("MaxReceiveSize",
                          "Largest message taken [B] (default: Fabric v2.4.3, internal/pkg/comm/"
                          "config.go, DefaultMaxRecvMsgSize; grpc-go's own is 4 MB)",
                          UintegerValue(100 * 1024 * 1024),
                          MakeUintegerAccessor(&GrpcClient::m_maxReceiveSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Window",
                          "First flow control window of a stream and of the connection [B] "
                          "(default: RFC 9113, section 6.9.2)",
                          UintegerValue(65535),
                          MakeUintegerAccessor(&GrpcClient::m_window),
                          MakeUintegerChecker<uint32_t>(65535, 0x7fffffff))
            .AddAttribute("DynamicWindow",
                          "Whether the windows grow with the bandwidth-delay product, as grpc-go's",
                          BooleanValue(true),
                          MakeBooleanAccessor(&GrpcClient::m_hasDynamicWindow),
                          MakeBooleanChecker())
            .AddAttribute("KeepaliveTime",
                          "Silence of the server after which to ping; zero: never (default: Fabric "
                          "v2.4.3, internal/pkg/comm/config.go, DefaultKeepaliveOptions)",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&GrpcClient::m_keepaliveTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("KeepaliveTimeout",
                          "Longest wait for the answer to such a ping (default: as KeepaliveTime)",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&GrpcClient::m_keepaliveTimeout),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("UserAgent",
                          "Header user-agent of requests (default: grpc-go of Fabric v2.4)",
                          StringValue("grpc-go/1.31.0"),
                          MakeStringAccessor(&GrpcClient::m_userAgent),
                          MakeStringChecker()),
        MakeTimeAccessor(&GrpcClient::m_connectTimeout),
        MakeTimeAccessor(&GrpcClient::m_backoffBase),
        MakeDoubleAccessor(&GrpcClient::m_backoffFactor),
        MakeTimeAccessor(&GrpcClient::m_backoffLimit),
        MakePointerAccessor(&GrpcClient::m_backoffJitter));
    return tid;
}

} // namespace iotledger
} // namespace ns3
