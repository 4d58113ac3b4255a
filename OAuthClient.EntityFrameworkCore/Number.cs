using System.Buffers.Binary;

namespace OAuthClient.EntityFrameworkCore;

internal static class Number
{
    /// <returns>63 random bits: no two that ever meet are the same.</returns>
    public static long New()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        OAuthRandom.Secure.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
    }
}
