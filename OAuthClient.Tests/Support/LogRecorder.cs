using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthClient.Extensions;
using OAuthClient.Extensions.Logging;

namespace OAuthClient.Tests;

/// <summary>Records the entries of all logs at Trace level, with their scopes.</summary>
internal sealed class LogRecorder : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogEntry> _entries = [];
    private readonly ServiceProvider _services;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public LogRecorder() => _services = AddTo(new ServiceCollection()).BuildServiceProvider();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>The entries of the dances, without their transcripts.</summary>
    public IEnumerable<LogEntry> OfDances => _entries.Where(entry => entry.Category == DanceLog.Category);

    public IEnumerable<LogEntry> Transcripts =>
        _entries.Where(entry => entry.Category == DanceLog.TranscriptCategory);

    public IServiceCollection AddTo(IServiceCollection services) =>
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    /// <summary>Records the log of a dance.</summary>
    public void Connect(OAuthDance dance, OAuthLogOptions? options = null) =>
        DanceLog.Connect(dance, options ?? new(), _services);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private Dictionary<string, object?> ReadFields(object? state)
    {
        var fields = new Dictionary<string, object?>();
        _scopes.ForEachScope(Add, fields);
        Add(state, fields);
        return fields;
    }

    private static void Add(object? state, Dictionary<string, object?> fields)
    {
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            fields[name] = value;
        if (state is LogScope scope)
            fields["scope as text"] = scope.ToString();
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => recorder._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            recorder._entries.Enqueue(new(category, logLevel, eventId, formatter(state, exception), exception)
            {
                Fields = recorder.ReadFields(state),
            });
    }
}
