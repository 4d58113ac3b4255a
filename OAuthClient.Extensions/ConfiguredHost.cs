using Microsoft.Extensions.Configuration;

namespace OAuthClient.Extensions;

/// <summary>The part of the configuration about all dances: what is directly below <c>OAuth</c>.</summary>
internal sealed class ConfiguredHost(IConfiguration? configuration, IEnumerable<DanceRegistration> dances)
{
    // The adapter of ASP.NET Core reads the public address.
    private static readonly string[] Words =
    [
        "PublicUrl", nameof(OAuthLogOptions.Transcript), nameof(OAuthLogOptions.FingerprintKey),
        nameof(OAuthLogOptions.LogUserIds),
    ];

    private readonly string[] _names = [.. dances.Select(dance => dance.Name)];

    /// <summary>
    /// The sections that no dance reads. They may be of another program that shares the configuration.
    /// </summary>
    public IEnumerable<string> UnreadSections => Unread.Where(entry => entry.Value is null).Select(entry => entry.Path);

    private IEnumerable<IConfigurationSection> Unread => configuration?.GetSection(ConfiguredDance.Root).GetChildren()
        .Where(entry => !Words.Concat(_names).Contains(entry.Key, StringComparer.OrdinalIgnoreCase)) ?? [];

    /// <exception cref="InvalidOperationException">A key is unknown; the message has the known ones.</exception>
    public void ThrowIfKeyUnknown()
    {
        if (Unread.FirstOrDefault(entry => entry.Value is not null) is not { } unknown)
            return;
        var keys = Words.Concat(_names.Select(name => $"{name}:ClientId")).Select(key => $"{ConfiguredDance.Root}:{key}");
        throw new InvalidOperationException(
            $"The configuration has {unknown.Path}, which is not read. There are {string.Join(", ", keys)} and others.");
    }
}
