using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reactive.Disposables;
using System.Reflection;
using Signals.Scanning;

namespace Signals;

/// <summary>
/// Names → signals: blinker's namespace. A signal is made when its name is first asked for, and kept from then on, so it does not
/// matter who comes first, sender or receiver. A strict registry knows only what was declared. Thread-safe.
/// </summary>
/// <param name="strict">Whether an undeclared name is an error, so that a typo cannot pass. The default is false.</param>
public sealed class SignalRegistry(bool strict = false)
{
    private readonly ConcurrentDictionary<string, ISignal> _signals = new(StringComparer.Ordinal);

    /// <summary>The process's own registry; not strict.</summary>
    public static SignalRegistry Default { get; } = new();

    /// <summary>Whether an undeclared name is an error.</summary>
    public bool IsStrict => strict;

    /// <summary>All signals so far, by name.</summary>
    public IReadOnlyList<ISignal> Signals => [.. _signals.Values.OrderBy(signal => signal.Name, StringComparer.Ordinal)];

    /// <summary>The signal of this name, which tells.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <param name="name">The name; case counts.</param>
    /// <returns>Always the same signal for the same name.</returns>
    /// <exception cref="InvalidOperationException">The name has a signal of other types, or the registry is strict and the name undeclared.</exception>
    public Signal<TSender, TArgs> Signal<TSender, TArgs>(string name) =>
        Find<Signal<TSender, TArgs>>(name, strict ? null : () => new(name));

    /// <summary>The signal of this name, which tells and collects answers.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Signal<TSender, TArgs, TAnswer>(string name) =>
        Find<Signal<TSender, TArgs, TAnswer>>(name, strict ? null : () => new(name));

    /// <summary>Declares a signal: in a strict registry the only way to make one. Declaring it again returns it unchanged.</summary>
    /// <param name="name">The name; case counts.</param>
    /// <param name="documentation">What the signal means.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs}(string)"/>
    public Signal<TSender, TArgs> Declare<TSender, TArgs>(string name, string? documentation = null) =>
        Find<Signal<TSender, TArgs>>(name, () => new(name, documentation));

    /// <summary>Declares a signal: in a strict registry the only way to make one. Declaring it again returns it unchanged.</summary>
    /// <param name="name">The name; case counts.</param>
    /// <param name="documentation">What the signal means.</param>
    /// <inheritdoc cref="Signal{TSender, TArgs, TAnswer}(string)"/>
    public Signal<TSender, TArgs, TAnswer> Declare<TSender, TArgs, TAnswer>(string name, string? documentation = null) =>
        Find<Signal<TSender, TArgs, TAnswer>>(name, () => new(name, documentation));

    /// <summary>
    /// Connects every instance method of the object that carries <see cref="ConnectToAttribute"/>, private and inherited ones included.
    /// They are held weakly, as any method of an object: keep the object. All connect, or none does.
    /// </summary>
    /// <param name="instance">The object whose methods listen.</param>
    /// <returns>Dispose it to end the connections. Connecting the same object again connects nothing twice.</returns>
    /// <exception cref="InvalidOperationException">
    /// A name is unknown here, or a method does not fit its signal; the message names both. Or no method carries the attribute.
    /// </exception>
    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    public IDisposable ConnectAll(object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance is Type type)
            return ConnectAll(type);
        return Connected(ConnectToScanner.Scan(this, TypeName.Of(instance.GetType()), [instance.GetType()], instance));
    }

    /// <summary>Connects every static method of the type that carries <see cref="ConnectToAttribute"/>, private ones included. All connect, or none does.</summary>
    /// <param name="type">The type whose static methods listen.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    public IDisposable ConnectAll(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Connected(ConnectToScanner.Scan(this, TypeName.Of(type), [type], instance: null));
    }

    /// <summary>Connects every static method of the assembly that carries <see cref="ConnectToAttribute"/>, type by type in order of their names. All connect, or none does.</summary>
    /// <param name="assembly">The assembly whose static methods listen; generic types are left out.</param>
    /// <inheritdoc cref="ConnectAll(object)"/>
    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    public IDisposable ConnectAll(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var types = assembly.GetTypes().Where(type => !type.ContainsGenericParameters).OrderBy(type => type.FullName, StringComparer.Ordinal);
        return Connected(ConnectToScanner.Scan(this, $"The assembly {assembly.GetName().Name}", types, instance: null));
    }

    private static CompositeDisposable Connected(SignalConnection[] connections) => new(connections.Select(connection => (IDisposable)connection));

    internal ISignal Find(string name) => _signals.TryGetValue(name, out var signal) ? signal : throw Unknown(name);

    private TSignal Find<TSignal>(string name, Func<TSignal>? make) where TSignal : class, ISignal
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var signal = make is null ? Find(name) : _signals.GetOrAdd(name, _ => make());
        return signal as TSignal ?? throw new InvalidOperationException(
            $"The signal '{name}' is a {TypeName.Of(signal.GetType())}; it was asked for as a {TypeName.Of(typeof(TSignal))}. One name has one signal: ask with the same types, or choose another name.");
    }

    private InvalidOperationException Unknown(string name) => new(
        $"No signal is called '{name}' here. {(_signals.IsEmpty ? "None is declared yet." : $"Known: {string.Join(", ", _signals.Keys.Order(StringComparer.Ordinal))}.")} "
        + "Declare it first, with Declare, or mend the name.");
}
