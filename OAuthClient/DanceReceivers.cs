using System.Runtime.CompilerServices;
using Signals;

namespace OAuthClient;

/// <summary>
/// Connects <i>method groups</i> that return <c>bool</c> or a response as receivers. C# converts the result of a lambda
/// to an <see cref="OAuthAnswer"/> by itself, but not the result of a method group.
/// </summary>
/// <remarks>A connection does not keep the object of the method alive.</remarks>
public static class DanceReceivers
{
    /// <summary>Connects a method that returns <c>false</c> for <see cref="OAuthAnswer.DontStore"/>.</summary>
    /// <typeparam name="TArgs">The type of the signal's args.</typeparam>
    /// <param name="signal">The signal, of all dances or of one.</param>
    /// <param name="receiver">The method to connect.</param>
    /// <param name="file">The source file of the call, filled in by the compiler.</param>
    /// <param name="line">The source line of the call, filled in by the compiler.</param>
    /// <returns>The connection; dispose it to disconnect the method.</returns>
    public static SignalConnection Connect<TArgs>(
        this Connectable<OAuthDance, TArgs, OAuthAnswer> signal,
        Func<OAuthDance, TArgs, bool> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.ConnectThrough(receiver, static (call, dance, args) => call(dance, args), file, line);
    }

    /// <summary>Connects a method that returns a response to show to the user, or null for no opinion.</summary>
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
