using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OAuthClient.EntityFrameworkCore;

internal static class RandomId
{
    /// <returns>63 random bits: no two ids that meet are equal.</returns>
    public static long Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
    }
}
