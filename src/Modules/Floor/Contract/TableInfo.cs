using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Floor.Contract;

/// <summary>A table as other modules see it.</summary>
/// <param name="Number">As painted on it: "7", "T2", "Bar 1".</param>
public sealed record TableInfo(
    Guid Id, Guid BranchId, string Number, Guid AreaId, string AreaName, int Seats, int Sort);
