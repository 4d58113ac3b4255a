using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Signals.Scanning;

namespace Signals;

/// <summary>
/// Names → signals: blinker's namespace. A signal is made when its name is first asked for, and kept from then on, so
/// sender and receiver may come in either order. A strict registry knows only what was declared. Thread-safe.
/// </summary>
/// <param name="strict">Whether an undeclared name is an error, so that no typo passes. The default is false.</param>
public sealed class SignalRegistry(bool strict = false)
{
    private readonly ConcurrentDictionary<string, ISignal> _signals = new(StringComparer.Ordinal);

    /// <summary>The process's own registry; not strict.</summary>
    public static SignalRegistry Default { get; } = new();

    /// <summary>Whether an undeclared name is an error.</summary>
    public bool IsStrict => strict;

    /// <summary>All signals so far, in order of their names.</summary>
    public IReadOnlyList<ISignal> Signals =>
        [.. _signals.Values.OrderBy(signal => signal.Name, StringComparer.Ordinal)];

    /// <summary>Whether there is a signal of this name. Asking makes none.</summary>
    /// <param name="name">The name; case counts.</param>
    /// <returns>True when it was declared or asked for before.</returns>
    public bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _signals.ContainsKey(name);
    }

    /// <summary>The signal of this name, which tells.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <param name="name">The name; case counts.</param>
    /// <returns>Always the same signal for the same name.</returns>
    /// <exception cref="InvalidOperationException">
    /// The name has a signal of other types, or the registry is strict and the name undeclared.
    /// </exception>
    public Signal<TSender, TArgs> Signal<TSender, TArgs>(string name) =>
        Find<Signal<TSender, TArgs>>(name, strict ? null : () => new(name));

    /// <summary>The signal of this name, which tells and collects answers.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Signal<TSender, TArgs, TAnswer>(string name) =>
        Find<Signal<TSender, TArgs, TAnswer>>(name, strict ? null : () => new(name));

    /// <summary>
    /// Declares a signal: in a strict registry the only way to make one. Declaring it again returns the same.
    /// </summary>
    /// <param name="name">The name; case counts.</param>
    /// <param name="documentation">What the signal means. The first that is given stays.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs> Declare<TSender, TArgs>(string name, string? documentation = null)
    {
        var signal = Find<Signal<TSender, TArgs>>(name, () => new(name, documentation));
        signal.AddDocumentation(documentation);
        return signal;
    }

    /// <summary>
    /// Declares a signal: in a strict registry the only way to make one. Declaring it again returns the same.
    /// </summary>
    /// <param name="name">The name; case counts.</param>
    /// <param name="documentation">What the signal means. The first that is given stays.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs, TAnswer}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Declare<TSender, TArgs, TAnswer>(string name, string? documentation = null)
    {
        var signal = Find<Signal<TSender, TArgs, TAnswer>>(name, () => new(name, documentation));
        signal.AddDocumentation(documentation);
        return signal;
    }

    /// <summary>
    /// Connects every instance method of the object that carries <see cref="ConnectToAttribute"/>, private and
    /// inherited ones and implementations of an interface's marked methods included. All connect, or none does.
    /// They are held weakly, as any method of an object: keep the object.
    /// A type or an assembly is taken as by the overload for it.
    /// </summary>
    /// <param name="instance">The object whose methods listen.</param>
    /// <returns>Dispose it to end the connections. Connecting the same object again connects nothing twice.</returns>
    /// <exception cref="InvalidOperationException">
    /// No method carries the attribute, or a name is unknown here, or a method does not fit its signal.
    /// The message says what to do.
    /// </exception>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning), RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
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
    /// Connects every static method of the type that carries <see cref="ConnectToAttribute"/>, private ones included.
    /// All connect, or none does.
    /// </summary>
    /// <param name="type">The type whose static methods listen; no open generic type.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning), RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    public IDisposable ConnectAll(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ConnectToScanner.Scan(this, type);
    }

    /// <summary>
    /// Connects every static method of the assembly that carries <see cref="ConnectToAttribute"/>, type by type in
    /// order of their names. All connect, or none does.
    /// </summary>
    /// <param name="assembly">The assembly whose static methods listen; generic types are left out.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning), RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
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
