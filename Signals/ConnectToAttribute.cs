namespace Signals;

/// <summary>
/// Marks a method as a receiver of a named signal, for <see cref="SignalRegistry.ConnectAll(object)"/> to find.
/// </summary>
/// <param name="signal">The name of the signal in the registry that scans; case-sensitive.</param>
/// <remarks>
/// The attribute alone connects nothing. A method may carry several. On a virtual method or a method of an interface,
/// the attribute marks the overrides and implementations too.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ConnectToAttribute(string signal) : Attribute
{
    /// <summary>The name of the signal.</summary>
    public string Signal { get; } = signal;
}
