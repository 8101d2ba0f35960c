/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-archive.h"

#include "ns3/assert.h"
#include "ns3/fatal-error.h"

namespace ns3
{
namespace iotledger
{

void
BlockArchive::CloseFile::operator()(std::FILE* file) const
{
    std::fclose(file);
}

BlockArchive::BlockArchive(uint64_t inMemory)
    : m_inMemory(inMemory)
{
}

void
BlockArchive::Append(SharedBytes bytes)
{
    m_memoryBytes += bytes.GetSize();
    auto& entry = m_entries.emplace_back();
    entry.size = bytes.GetSize();
    entry.bytes = std::move(bytes);
    while (m_entries.size() - m_moved > m_inMemory)
    {
        MoveToFile(m_entries[m_moved]);
        m_moved++;
    }
}

bool
BlockArchive::MoveToFile(Entry& entry)
{
    if (!m_file)
    {
        m_file.reset(std::tmpfile());
    }
    const auto bytes = entry.bytes.ToVector();
    if (!m_file || std::fseek(m_file.get(), static_cast<long>(m_fileBytes), SEEK_SET) != 0 ||
        std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size() ||
        std::fflush(m_file.get()) != 0)
    {
        return false;
    }
    entry.offset = m_fileBytes;
    entry.bytes = SharedBytes();
    m_fileBytes += entry.size;
    m_memoryBytes -= entry.size;
    return true;
}

SharedBytes
BlockArchive::Get(uint64_t index) const
{
    NS_ASSERT_MSG(index < m_entries.size(), "string " << index << " of " << m_entries.size());
    const auto& entry = m_entries[index];
    if (entry.bytes.GetSize() == entry.size)
    {
        return entry.bytes;
    }
    std::vector<uint8_t> bytes(entry.size);
    if (std::fseek(m_file.get(), static_cast<long>(entry.offset), SEEK_SET) != 0 ||
        std::fread(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
    {
        NS_FATAL_ERROR("cannot read back " << entry.size << " bytes of the temporary block file");
    }
    return SharedBytes(std::move(bytes));
}

uint64_t
BlockArchive::GetSize() const
{
    return m_entries.size();
}

uint64_t
BlockArchive::GetMemoryBytes() const
{
    return m_memoryBytes;
}

uint64_t
BlockArchive::GetFileBytes() const
{
    return m_fileBytes;
}

} // namespace iotledger
} // namespace ns3
