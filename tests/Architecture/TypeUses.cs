using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Restpy.ArchitectureTests;

/// <summary>Every type another type names: in its signature, its attributes and the bodies of its methods.</summary>
internal static class TypeUses
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) =>
        Shape(type).Concat(type.Methods.SelectMany(Of)).Concat(type.NestedTypes.SelectMany(Of)).SelectMany(Built.Named);

    private static IEnumerable<TypeReference> Shape(TypeDefinition type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var face in type.Interfaces) yield return face.InterfaceType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var property in type.Properties) yield return property.PropertyType;
        foreach (var limit in type.GenericParameters.SelectMany(p => p.Constraints)) yield return limit.ConstraintType;
        var attributes = type.CustomAttributes.Concat(type.Methods.SelectMany(m => m.CustomAttributes))
            .Concat(type.Properties.SelectMany(p => p.CustomAttributes));
        foreach (var attribute in attributes)
        {
            yield return attribute.AttributeType;
            foreach (var named in attribute.ConstructorArguments.Select(a => a.Value).OfType<TypeReference>())
                yield return named;
        }
    }

    private static IEnumerable<TypeReference> Of(MethodDefinition method) =>
        Signature(method).Concat(method.HasBody ? Body(method.Body) : []);

    private static IEnumerable<TypeReference> Signature(MethodReference method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
    }

    private static IEnumerable<TypeReference> Body(MethodBody body) =>
        body.Variables.Select(v => v.VariableType)
            .Concat(body.ExceptionHandlers.Where(h => h.CatchType is not null).Select(h => h.CatchType))
            .Concat(body.Instructions.SelectMany(step => Operand(step.Operand)));

    private static IEnumerable<TypeReference> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, .. Operand(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };
}
