using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

/// <summary>Keys for store seals. The key with number n consists of 32 bytes of value n.</summary>
internal static class SealKeys
{
    public static byte[] Bytes(byte number) => [.. Enumerable.Repeat(number, 32)];

    public static StoreSeal Seal(params byte[] numbers) => new([.. numbers.Select(Bytes)]);

    public static string Text(byte number) => Convert.ToBase64String(Bytes(number));
}
