/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/test.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Runs every GoogleTest test linked into ns-3's test-runner as one ns-3 test case.
class GoogleTestCase : public TestCase
{
  public:
    GoogleTestCase()
        : TestCase("iot-ledger's GoogleTest units")
    {
    }

  private:
    void DoRun() override
    {
        int argc{1};
        char name[]{"iot-ledger"};
        char* argv[]{name, nullptr};
        testing::InitGoogleTest(&argc, argv);

        const auto ran = testing::UnitTest::GetInstance();
        NS_TEST_ASSERT_MSG_EQ(RUN_ALL_TESTS(), 0, "a GoogleTest unit failed, see its output");
        NS_TEST_ASSERT_MSG_GT(ran->test_to_run_count(), 0, "no GoogleTest unit was linked in");
    }
};

/// The suite that ns-3's `test.py -s iot-ledger` runs.
class IotLedgerTestSuite : public TestSuite
{
  public:
    IotLedgerTestSuite()
        : TestSuite("iot-ledger", Type::UNIT)
    {
        AddTestCase(new GoogleTestCase); // ns-3 owns and deletes it
    }
};

const IotLedgerTestSuite g_iotLedgerTestSuite; //!< registers itself with ns-3's test runner

} // namespace
