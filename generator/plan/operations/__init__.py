"""Operations: the closed set of steps that migrations are made of, and the words to describe them with."""

from generator.plan.operations.cascades import LogCascades, StopCascades
from generator.plan.operations.columns import (
    AddColumn,
    ChangeType,
    DropColumn,
    DropNotNull,
    RenameColumn,
    SetDefault,
    SetNotNull,
    StopSync,
    SyncColumns,
)
from generator.plan.operations.constraints import (
    AddCheck,
    AddForeignKey,
    AttachPrimaryKey,
    AttachUnique,
    DropConstraint,
    RenameConstraint,
    ValidateConstraint,
)
from generator.plan.operations.counts import StartCounting, StopCounting
from generator.plan.operations.derived import Derive, StopDeriving
from generator.plan.operations.events import AddRetentionClass
from generator.plan.operations.extensions import CreateExtension
from generator.plan.operations.finders import DropFinder, SetFinder
from generator.plan.operations.history import DropHistory, StartHistory, StopHistory
from generator.plan.operations.indexes import CreateIndex, CreateUniqueIndex, DropIndex, RenameIndex
from generator.plan.operations.partitions import (
    AddPartitions,
    AttachIndex,
    DropPartitionedIndex,
    NamePartitions,
    PartitionTable,
)
from generator.plan.operations.rows import (
    Backfill,
    PlantSeeds,
    RefuseDuplicates,
    RefuseLoss,
    RefuseOrphans,
    RefuseViolations,
)
from generator.plan.operations.search import AddSearch, DropSearch, ReplaceSearch
from generator.plan.operations.tables import (
    CreateTable,
    DropCompatibilityView,
    DropTable,
    Isolate,
    Release,
    RenameTable,
    RenewCompatibilityViews,
    RenewRoutines,
    SetPrivileges,
    SetSharing,
)
from generator.plan.operations.words import Lock, Phase

__all__ = [
    "AddCheck",
    "AddColumn",
    "AddForeignKey",
    "AddPartitions",
    "AddRetentionClass",
    "AddSearch",
    "AttachIndex",
    "AttachPrimaryKey",
    "AttachUnique",
    "Backfill",
    "ChangeType",
    "CreateExtension",
    "CreateIndex",
    "CreateTable",
    "CreateUniqueIndex",
    "Derive",
    "DropColumn",
    "DropCompatibilityView",
    "DropConstraint",
    "DropFinder",
    "DropHistory",
    "DropIndex",
    "DropNotNull",
    "DropPartitionedIndex",
    "DropSearch",
    "DropTable",
    "Isolate",
    "Lock",
    "LogCascades",
    "NamePartitions",
    "Operation",
    "PartitionTable",
    "Phase",
    "PlantSeeds",
    "RefuseDuplicates",
    "RefuseLoss",
    "RefuseOrphans",
    "RefuseViolations",
    "Release",
    "RenameColumn",
    "RenameConstraint",
    "RenameIndex",
    "RenameTable",
    "RenewCompatibilityViews",
    "RenewRoutines",
    "ReplaceSearch",
    "SetDefault",
    "SetFinder",
    "SetNotNull",
    "SetPrivileges",
    "SetSharing",
    "StartCounting",
    "StartHistory",
    "StopCascades",
    "StopCounting",
    "StopDeriving",
    "StopHistory",
    "StopSync",
    "SyncColumns",
    "ValidateConstraint",
]

Operation = (
    CreateTable
    | RenameTable
    | RenewCompatibilityViews
    | RenewRoutines
    | DropCompatibilityView
    | DropTable
    | Isolate
    | Release
    | SetPrivileges
    | SetSharing
    | AddColumn
    | SetDefault
    | DropNotNull
    | SetNotNull
    | ChangeType
    | RenameColumn
    | DropColumn
    | SyncColumns
    | StopSync
    | AddForeignKey
    | AddCheck
    | ValidateConstraint
    | DropConstraint
    | RenameConstraint
    | AttachUnique
    | AttachPrimaryKey
    | CreateIndex
    | CreateUniqueIndex
    | RenameIndex
    | DropIndex
    | Backfill
    | PlantSeeds
    | RefuseDuplicates
    | RefuseLoss
    | RefuseOrphans
    | RefuseViolations
    | AddSearch
    | ReplaceSearch
    | DropSearch
    | SetFinder
    | DropFinder
    | LogCascades
    | StopCascades
    | StartHistory
    | StopHistory
    | DropHistory
    | StartCounting
    | StopCounting
    | AttachIndex
    | DropPartitionedIndex
    | NamePartitions
    | PartitionTable
    | AddPartitions
    | Derive
    | StopDeriving
    | AddRetentionClass
    | CreateExtension
)
