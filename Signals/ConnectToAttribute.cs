namespace Signals;

/// <summary>
/// Marks a method as a receiver of a named signal, for <see cref="SignalRegistry.ConnectAll(object)"/> to find.
/// By itself it connects nothing. A method may carry several. On a virtual or an interface's method it marks the
/// overrides and implementations too.
/// </summary>
/// <param name="signal">The name of the signal in the registry that scans; case counts.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ConnectToAttribute(string signal) : Attribute
{
    /// <summary>The name of the signal.</summary>
    public string Signal { get; } = signal;
}
