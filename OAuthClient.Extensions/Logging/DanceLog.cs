using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthClient.Extensions.Logging;

/// <summary>
/// Writes the events of a dance to the host's log: each with its event id, its level, and a scope that has a
/// fingerprint of the token. No entry has a secret. Thread-safe.
/// </summary>
internal sealed class DanceLog
{
    public const string Category = "OAuthClient";
    public const string TranscriptCategory = "OAuthClient.Transcript";
    private readonly ILogger _log;
    private readonly LogEvents _events;
    private readonly ILogger? _transcript;
    private readonly LogEvents? _transcriptEvents;
    private readonly Fingerprint _fingerprint;
    private readonly bool _logsUserIds;

    private DanceLog(ILoggerFactory loggers, ConfiguredLog configured)
    {
        _log = loggers.CreateLogger(Category);
        _events = new(_log);
        _transcript = configured.WritesTranscript ? loggers.CreateLogger(TranscriptCategory) : null;
        _transcriptEvents = _transcript is null ? null : new(_transcript);
        _fingerprint = new(configured.FingerprintKey);
        _logsUserIds = configured.LogsUserIds;
    }

    /// <summary>Writes the events of a dance from now on, if the host has a log.</summary>
    /// <exception cref="InvalidOperationException">The configuration of the log is wrong.</exception>
    public static void Connect(OAuthDance dance, OAuthLogOptions options, IServiceProvider services)
    {
        if (services.GetService<ILoggerFactory>() is not { } loggers)
            return;
        var log = new DanceLog(loggers, new(services.GetService<IConfiguration>(), options));
        dance.Signals.Trace.Connect((_, trace) => log.Write(trace));
    }

    private void Write(TraceArgs trace)
    {
        var level = LogLevels.Of(trace);
        if (_log.IsEnabled(level))
        {
            using var entry = _log.BeginScope(CreateScope(trace));
            LogEntry.Write(_events, level, trace);
        }
        if (_transcript?.IsEnabled(LogLevel.Information) != true)
            return;
        var text = Transcript.Write(trace, CreateScope(trace));
        _transcriptEvents!.Transcript(text);
    }

    private LogScope CreateScope(TraceArgs trace) => new(trace, _fingerprint, _logsUserIds);
}
