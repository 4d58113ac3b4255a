using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>A signal that can connect a method found by reflection.</summary>
internal interface IReflectionConnectable
{
    /// <summary>
    /// Prepares the connection. The caller makes it later, so that a scan that fails connects nothing.
    /// </summary>
    /// <returns>Makes the connection.</returns>
    /// <exception cref="ArgumentException">The method does not fit the signal; the message says what would.</exception>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    Func<SignalConnection> Bind(object? target, MethodInfo method);
}
