/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_ARCHIVE_H
#define BLOCK_ARCHIVE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Byte strings by number, the latest in memory and older ones in a temporary file that has
 * no name and vanishes with the process. Internal.
 *
 * What the file does not take (a full disk) stays in memory.
 */
class BlockArchive
{
  public:
    /// @param inMemory how many of the latest strings stay in memory
    explicit BlockArchive(uint64_t inMemory);

    void Append(SharedBytes bytes);

    /// @param index below GetSize()
    SharedBytes Get(uint64_t index) const;

    uint64_t GetSize() const;        //!< number of strings
    uint64_t GetMemoryBytes() const; //!< [B] held in memory
    uint64_t GetFileBytes() const;   //!< [B] held in the file

  private:
    struct Entry
    {
        SharedBytes bytes; //!< empty once in the file
        uint64_t offset{0};
        uint64_t size{0};
    };

    struct CloseFile
    {
        void operator()(std::FILE* file) const;
    };

    bool MoveToFile(Entry& entry);

    uint64_t m_inMemory;
    std::vector<Entry> m_entries;
    uint64_t m_moved{0}; //!< index of the first entry not yet offered to the file
    std::unique_ptr<std::FILE, CloseFile> m_file;
    uint64_t m_memoryBytes{0};
    uint64_t m_fileBytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_ARCHIVE_H */
