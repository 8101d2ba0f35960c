/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-queue.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

bool
RunQueue::Collect(Work& work)
{
    if (!drawInterval)
    {
        return false;
    }
    if (!m_isDrawn)
    {
        m_isDrawn = true;
        m_untilCollection = drawInterval();
    }
    if (m_collectionLeft.IsStrictlyPositive())
    {
        const Time share = TimeStep(std::llround(assistRatio * work.left.GetTimeStep()));
        const Time assist = std::min(m_collectionLeft, share);
        m_collectionLeft -= assist;
        work.left += assist;
        return false;
    }
    m_untilCollection -= work.left;
    if (m_untilCollection.IsStrictlyPositive())
    {
        return false;
    }
    m_untilCollection = drawInterval();
    m_collectionLeft = collectionCost;
    return true;
}

void
RunQueue::Kill()
{
    ++life;
    m_collectionLeft = Time();
    m_isDrawn = false;
    // They go when all is done: what they hold may come back here.
    const auto lines = std::make_pair(std::exchange(waiting, {}), std::exchange(returning, {}));
}

RunQueue::Work
RunQueue::TakeCollectionSlice(Time longest)
{
    const Time slice = std::min(m_collectionLeft, longest);
    m_collectionLeft -= slice;
    Work work;
    work.left = slice;
    work.kind = Work::Kind::COLLECTION;
    return work;
}

} // namespace iotledger
} // namespace ns3
