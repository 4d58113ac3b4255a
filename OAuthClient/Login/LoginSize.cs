using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// The bounds of the record that one login puts into the store of pending dances: 16 KiB in all, in UTF-8. Each part
/// has a share of its own, so that no part makes another one fail.
/// </summary>
internal static class LoginSize
{
    /// <summary>The longest return URL. A visitor may have written it.</summary>
    public const int MaxReturnUrlLength = 2 * 1024;

    private const int MaxHostBytes = 10 * 1024;
    private const int MaxProtocolBytes = 4 * 1024;

    /// <summary>Throws when the host's own part is larger than a store should keep for each login.</summary>
    public static void ThrowIfTooLarge(OAuthUser user, OAuthBeginOptions options)
    {
        var bytes = CountBytes(user.Id) + options.Scopes.Sum(CountBytes) + CountBytes(options.Data);
        if (bytes <= MaxHostBytes)
            return;
        throw new ArgumentException(
            $"The user's key, the Scopes and the Data of {nameof(OAuthBeginOptions)} have {bytes} bytes together, and "
            + $"{MaxHostBytes} are the most that a pending dance keeps of them. Keep the rest in a store of your own, and "
            + "give its key in Data.");
    }

    /// <summary>Throws when the provider or its extensions gave more than a store should keep for each login.</summary>
    public static void ThrowIfTooLarge(BegunLogin begun)
    {
        var bytes = CountBytes(begun.Id)
            + CountBytes(begun.RedirectUri)
            + CountBytes(begun.TokenRequestSecret.Reveal())
            + CountBytes(begun.Data);
        if (bytes <= MaxProtocolBytes)
            return;
        var hasExtensions = begun.Data.Count > 0;
        throw new OAuthException(hasExtensions ? OAuthOutcomeKind.Failed : OAuthOutcomeKind.ProviderFailed, new(
            OAuthErrorCode.LoginTooLarge,
            $"The login needs {bytes} bytes in its pending dance, and {MaxProtocolBytes} are the most.")
        {
            Hint = hasExtensions
                ? "An extension keeps too much in its Data."
                : "The request token of the provider is too long.",
        });
    }

    private static int CountBytes(IReadOnlyDictionary<string, Secret> data) =>
        data.Sum(value => CountBytes(value.Key) + CountBytes(value.Value.Reveal()));

    private static int CountBytes(string? text) => Encoding.UTF8.GetByteCount(text ?? "");
}
