using System.Runtime.CompilerServices;
using Signals;

namespace OAuthClient;

/// <summary>
/// Lets a <i>method group</i> that returns <c>bool</c> or a response connect as it is. C# converts the results of
/// lambdas by itself, but not those of methods.
/// </summary>
/// <remarks>Such a method is held as any method: as long as its object lives.</remarks>
public static class DanceReceivers
{
    /// <summary>Connects a method that returns <c>false</c> for don't store.</summary>
    /// <typeparam name="TArgs">The signal's args.</typeparam>
    /// <param name="signal">The signal, or a part of it.</param>
    /// <param name="receiver">The method.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    public static SignalConnection Connect<TArgs>(
        this Connectable<OAuthDance, TArgs, OAuthAnswer> signal,
        Func<OAuthDance, TArgs, bool> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.ConnectThrough(receiver, static (call, dance, args) => call(dance, args), file, line);
    }

    /// <summary>Connects a method that returns a response to show, or null.</summary>
    /// <inheritdoc cref="Connect{TArgs}(Connectable{OAuthDance, TArgs, OAuthAnswer}, Func{OAuthDance, TArgs, bool}, string, int)"/>
    public static SignalConnection Connect<TArgs>(
        this Connectable<OAuthDance, TArgs, OAuthAnswer> signal,
        Func<OAuthDance, TArgs, OAuthResponse?> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.ConnectThrough(receiver, static (call, dance, args) => call(dance, args), file, line);
    }
}
