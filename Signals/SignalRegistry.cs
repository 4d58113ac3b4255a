using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Signals.Scanning;

namespace Signals;

/// <summary>A map from names to signals: blinker's namespace.</summary>
/// <param name="strict">Whether an undeclared name is an error, so that a typo is found. The default is false.</param>
/// <remarks>
/// A registry makes a signal when its name is first asked for and keeps it from then on, so senders and receivers may
/// ask in any order. A strict registry has only the signals that were declared. Thread-safe.
/// </remarks>
public sealed class SignalRegistry(bool strict = false)
{
    private readonly ConcurrentDictionary<string, ISignal> _signals = new(StringComparer.Ordinal);

    /// <summary>The registry of the process; it is not strict.</summary>
    public static SignalRegistry Default { get; } = new();

    /// <summary>Whether an undeclared name is an error.</summary>
    public bool IsStrict => strict;

    /// <summary>The signals made or declared so far, in order of their names.</summary>
    public IReadOnlyList<ISignal> Signals =>
        [.. _signals.Values.OrderBy(signal => signal.Name, StringComparer.Ordinal)];

    /// <summary>Whether the registry has a signal of this name. It makes none.</summary>
    /// <param name="name">The name; case-sensitive.</param>
    /// <returns>True when the name was declared or asked for before.</returns>
    public bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _signals.ContainsKey(name);
    }

    /// <summary>
    /// Gets the signal of this name, which collects no answers; makes it if the registry is not strict.
    /// </summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of the data.</typeparam>
    /// <param name="name">The name; case-sensitive.</param>
    /// <returns>The signal: always the same one for the same name.</returns>
    /// <exception cref="InvalidOperationException">
    /// The name has a signal of other types, or the registry is strict and the name undeclared.
    /// </exception>
    public Signal<TSender, TArgs> Signal<TSender, TArgs>(string name) =>
        Find<Signal<TSender, TArgs>>(name, strict ? null : () => new(name));

    /// <summary>Gets the signal of this name, which collects answers; makes it if the registry is not strict.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of the data.</typeparam>
    /// <typeparam name="TAnswer">The type of the answers.</typeparam>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Signal<TSender, TArgs, TAnswer>(string name) =>
        Find<Signal<TSender, TArgs, TAnswer>>(name, strict ? null : () => new(name));

    /// <summary>Declares a signal that collects no answers. A strict registry has only declared signals.</summary>
    /// <param name="name">The name; case-sensitive.</param>
    /// <param name="documentation">The meaning of the signal. The first documentation stays.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs> Declare<TSender, TArgs>(string name, string? documentation = null)
    {
        var signal = Find<Signal<TSender, TArgs>>(name, () => new(name, documentation));
        signal.AddDocumentation(documentation);
        return signal;
    }

    /// <summary>Declares a signal that collects answers. A strict registry has only declared signals.</summary>
    /// <param name="name">The name; case-sensitive.</param>
    /// <param name="documentation">The meaning of the signal. The first documentation stays.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs, TAnswer}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Declare<TSender, TArgs, TAnswer>(string name, string? documentation = null)
    {
        var signal = Find<Signal<TSender, TArgs, TAnswer>>(name, () => new(name, documentation));
        signal.AddDocumentation(documentation);
        return signal;
    }

    /// <summary>
    /// Connects every instance method of the object that carries <see cref="ConnectToAttribute"/>, including private
    /// and inherited methods and implementations of an interface's marked methods. All methods connect, or none does.
    /// </summary>
    /// <param name="instance">
    /// The object whose methods listen. A type or an assembly is treated as by the overload for it.
    /// </param>
    /// <returns>The handle to dispose to end the connections.</returns>
    /// <exception cref="InvalidOperationException">
    /// No method carries the attribute, or a name is unknown in this registry, or a method does not fit its signal.
    /// The message says what to do.
    /// </exception>
    /// <remarks>
    /// The methods are held weakly, as every method of an object: keep the object. Connecting the same object again
    /// connects no method twice.
    /// </remarks>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    public IDisposable ConnectAll(object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance switch
        {
            Type type => ConnectAll(type),
            Assembly assembly => ConnectAll(assembly),
            _ => ConnectToScanner.Scan(this, instance),
        };
    }

    /// <summary>
    /// Connects every static method of the type that carries <see cref="ConnectToAttribute"/>, including private
    /// methods. All methods connect, or none does.
    /// </summary>
    /// <param name="type">The type whose static methods listen; not an open generic type.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    public IDisposable ConnectAll(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ConnectToScanner.Scan(this, type);
    }

    /// <summary>
    /// Connects every static method of the assembly that carries <see cref="ConnectToAttribute"/>, type by type in
    /// order of the type names. All methods connect, or none does.
    /// </summary>
    /// <param name="assembly">The assembly whose static methods listen; generic types are left out.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    public IDisposable ConnectAll(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return ConnectToScanner.Scan(this, assembly);
    }

    internal ISignal Find(string name) => _signals.TryGetValue(name, out var signal) ? signal : throw UnknownName(name);

    internal InvalidOperationException UnknownName(string name) => new(
        $"No signal is called '{name}' here. {NearestNames.Describe(name, _signals.Keys)} "
        + "Declare it first, with Declare, or mend the name.");

    private TSignal Find<TSignal>(string name, Func<TSignal>? make) where TSignal : class, ISignal
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var signal = make is null ? Find(name) : _signals.GetOrAdd(name, _ => make());
        return signal as TSignal ?? throw Mismatch(name, signal.GetType(), typeof(TSignal));
    }

    private static InvalidOperationException Mismatch(string name, Type declared, Type asked)
    {
        var spell = TypeName.Disambiguate(declared, asked);
        return new(
            $"The signal '{name}' is a {spell(declared)}; it was asked for as a {spell(asked)}. "
            + "One name has one signal: ask with the same types, or choose another name.");
    }
}
