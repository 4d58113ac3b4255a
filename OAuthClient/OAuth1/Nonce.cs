using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OAuthClient.OAuth1;

/// <summary>
/// Nonces of ASCII letters and digits, short enough for the providers that limit them: 20 to 30 characters in oauthlib,
/// at most 24 at Mastercard, at most 32 in Magento.
/// </summary>
internal static class Nonce
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // 24 of 62 letters are 142 bits.
    private const int Length = 24;

    // The number drawn is 113 bits longer than the nonce, so the remainders of the divisions have no bias to speak of.
    private const int DrawnBytes = 32;

    public static string Create(RandomNumberGenerator random)
    {
        Span<byte> drawn = stackalloc byte[DrawnBytes];
        random.GetBytes(drawn);
        var number = MemoryMarshal.Cast<byte, uint>(drawn);
        Span<char> nonce = stackalloc char[Length];
        foreach (ref var letter in nonce)
            letter = Letters[DivideByLetterCount(number)];
        return new(nonce);
    }

    // Long division, 32 bits a digit. Returns the remainder.
    private static int DivideByLetterCount(Span<uint> number)
    {
        var remainder = 0UL;
        foreach (ref var digit in number)
        {
            var dividend = (remainder << 32) | digit;
            digit = (uint)(dividend / (ulong)Letters.Length);
            remainder = dividend % (ulong)Letters.Length;
        }
        return (int)remainder;
    }
}
