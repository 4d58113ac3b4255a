using Microsoft.Extensions.Configuration;

namespace OAuthClient.Extensions.Logging;

/// <summary>The options of the log, completed by the configuration. The code goes before it.</summary>
internal sealed class ConfiguredLog(IConfiguration? configuration, OAuthLogOptions options)
{
    public bool WritesTranscript => options.Transcript ?? ReadSwitch(nameof(OAuthLogOptions.Transcript));

    public bool LogsUserIds => options.LogUserIds ?? ReadSwitch(nameof(OAuthLogOptions.LogUserIds));

    /// <summary>The key of fingerprints; no secret when the process has to make one.</summary>
    public Secret FingerprintKey =>
        options.FingerprintKey.IsEmpty ? Read(nameof(OAuthLogOptions.FingerprintKey)) : options.FingerprintKey;

    private bool ReadSwitch(string key)
    {
        if (Read(key) is not { Length: > 0 } text)
            return false;
        return bool.TryParse(text, out var isOn)
            ? isOn
            : throw new InvalidOperationException(
                $"{ConfiguredDance.Root}:{key} of the configuration is '{text}'; it must be true or false.");
    }

    private string? Read(string key) => configuration?.GetSection(ConfiguredDance.Root)[key];
}
