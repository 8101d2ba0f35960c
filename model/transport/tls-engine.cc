/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

TlsEngine::TlsEngine(Ptr<Crypto> crypto,
                     const TlsSettings& settings,
                     bool isServer,
                     bool looksUpRevocation)
    : m_settings(settings),
      m_isServer(isServer),
      m_costs(std::move(crypto), settings, isServer, looksUpRevocation)
{
}

TlsEngine::~TlsEngine() = default;

TlsProgress
TlsEngine::TakeProgress()
{
    m_progress.cost = m_costs.Take();
    return std::exchange(m_progress, TlsProgress());
}

void
TlsEngine::Emit(const SharedBytes& record)
{
    m_costs.AddRecord(record, true);
    m_progress.records.push_back(record);
}

TlsEndpoint::~TlsEndpoint() = default;

} // namespace iotledger
} // namespace ns3
