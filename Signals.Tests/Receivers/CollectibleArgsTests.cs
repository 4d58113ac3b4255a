using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// A host's object that listened to a plugin's signal keeps no type of the plugin alive after the connection or the
/// signal is gone.
/// </summary>
public class CollectibleArgsTests
{
    [TestCase("connection")]
    [TestCase("signal")]
    public void A_host_object_keeps_no_args_type_of_an_unloaded_assembly(string ended)
    {
        var host = new Host();
        var args = ConnectAndDrop(host, ended == "connection");
        // An assembly is unloaded some collections after its last delegate was collected.
        for (var round = 0; round < 5 && args.IsAlive; round++)
            Garbage.Collect();
        Assert.That(args.IsAlive, Is.False);
        GC.KeepAlive(host);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ConnectAndDrop(Host host, bool dispose)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Plugin"), AssemblyBuilderAccess.RunAndCollect);
        var args = assembly.DefineDynamicModule("Plugin").DefineType("Args", TypeAttributes.Public).CreateType();
        typeof(CollectibleArgsTests).GetMethod(nameof(Connect), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(args).Invoke(null, [host, dispose]);
        return new(args);
    }

    private static void Connect<TArgs>(Host host, bool dispose)
        where TArgs : new()
    {
        var signal = new Signal<object, TArgs>();
        var connection = signal.Connect(host.Hear);
        Assert.That(signal.Send("anna", new()).Reached, Is.EqualTo(1));
        if (dispose)
            connection.Dispose();
    }

    private sealed class Host
    {
        private int _heard;

        public void Hear<TArgs>(object sender, TArgs args) => _heard++;
    }
}
