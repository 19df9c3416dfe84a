package rpc

import (
	"context"

	"sagishi/internal/platform/callback"
	"sagishi/internal/service/groups"
)

type groupMetadataRequest struct {
	GroupID     string    `json:"group_id" rpc:"required"`
	Interests   *[]string `json:"interests"`
	ActiveTimes *[]string `json:"active_times"`
	Languages   *[]string `json:"languages"`
}

type groupMetadataAnswer struct {
	GroupID  string         `json:"group_id"`
	Metadata map[string]any `json:"metadata"`
}

func (d Deps) updateGroupMetadata(
	ctx context.Context, caller callback.Caller, request groupMetadataRequest,
) (groupMetadataAnswer, error) {
	groupID, err := d.groupToChange(ctx, caller, request.GroupID)
	if err != nil {
		return groupMetadataAnswer{}, err
	}
	metadata, err := d.Groups.SetInterests(ctx, caller.UserID, groupID, groups.Interests{
		Interests: request.Interests, ActiveTimes: request.ActiveTimes, Languages: request.Languages,
	})
	return groupMetadataAnswer{GroupID: groupID, Metadata: metadata}, err
}

type groupSize struct {
	GroupID string  `json:"group_id" rpc:"required"`
	MaxSize integer `json:"max_size" rpc:"required"`
}

func (d Deps) updateGroupSize(ctx context.Context, caller callback.Caller, request groupSize) (groupSize, error) {
	groupID, err := d.groupToChange(ctx, caller, request.GroupID)
	if err != nil {
		return groupSize{}, err
	}
	err = d.Groups.SetSize(ctx, caller.UserID, groupID, int(request.MaxSize))
	return groupSize{GroupID: groupID, MaxSize: request.MaxSize}, err
}

// groupToChange returns a group's id, unless the caller may not change the group now.
func (d Deps) groupToChange(ctx context.Context, caller callback.Caller, id string) (string, error) {
	groupID, err := idOf("group_id", id)
	if err != nil {
		return "", err
	}
	return groupID, d.Ghosts.CheckGroup(ctx, caller.UserID, groupID)
}
