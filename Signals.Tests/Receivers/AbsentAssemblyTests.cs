using System.Reflection;
using System.Reflection.Emit;

namespace Signals.Tests.Receivers;

/// <summary>A program may be deployed without an assembly that it never calls, such as a tool's attributes.</summary>
public class AbsentAssemblyTests
{
    [Test]
    public void A_method_is_connected_though_another_of_its_class_has_an_attribute_of_an_absent_assembly()
    {
        var shop = Activator.CreateInstance(Emit())!;
        var signal = new Signal<object, Heard>();
        signal.Connect(shop.GetType().GetMethod("Hear")!.CreateDelegate<Action<object, Heard>>(shop));
        Assert.That(signal.Receivers.Single().Lifetime, Is.EqualTo(ReceiverLifetime.Weak));
    }

    private static Type Emit()
    {
        var absent = new PersistedAssemblyBuilder(new("Absent"), typeof(object).Assembly).DefineDynamicModule("Absent");
        var attribute = absent.DefineType("AbsentAttribute", TypeAttributes.Public, typeof(Attribute));
        var constructor = attribute.DefineDefaultConstructor(MethodAttributes.Public);
        attribute.CreateType();
        var present = new PersistedAssemblyBuilder(new("Present"), typeof(object).Assembly);
        var shop = present.DefineDynamicModule("Present").DefineType("Shop", TypeAttributes.Public);
        DefineMethod(shop, "Marked").SetCustomAttribute(constructor, [1, 0, 0, 0]);
        DefineMethod(shop, "Hear");
        shop.CreateType();
        using var stream = new MemoryStream();
        present.Save(stream);
        return Assembly.Load(stream.ToArray()).GetType("Shop")!;
    }

    private static MethodBuilder DefineMethod(TypeBuilder type, string name)
    {
        var method = type.DefineMethod(name, MethodAttributes.Public, typeof(void), [typeof(object), typeof(Heard)]);
        method.GetILGenerator().Emit(OpCodes.Ret);
        return method;
    }
}
