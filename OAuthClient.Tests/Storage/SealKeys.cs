using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

/// <summary>Keys for store seals. The key with number n consists of 32 bytes of value n.</summary>
internal static class SealKeys
{
    public static byte[] CreateBytes(byte number) => [.. Enumerable.Repeat(number, 32)];

    public static StoreSeal CreateSeal(params byte[] numbers) => new([.. numbers.Select(CreateBytes)]);

    public static string CreateBase64(byte number) => Convert.ToBase64String(CreateBytes(number));
}
