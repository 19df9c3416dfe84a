package nakamatest

import (
	"context"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func invalid(text string) error { return runtime.NewError(text, codeInvalid) }

// nothing is a request that answers nothing.
func nothing[In any](s *Session, name string, in *In, do func(*database, *In) error) error {
	_, err := Request(s, name, in, func(_ context.Context, in *In) (*None, error) {
		return &None{}, s.n.locked(func(db *database) error { return do(db, in) })
	})
	return err
}

// answered is a request with an answer.
func answered[In, Out any](s *Session, name string, in *In, do func(*database, *In) (*Out, error)) (*Out, error) {
	return Request(s, name, in, func(_ context.Context, in *In) (out *Out, err error) {
		err = s.n.locked(func(db *database) error {
			out, err = do(db, in)
			return err
		})
		return out, err
	})
}

// WriteStorage writes objects of the client's own.
func (s *Session) WriteStorage(objects ...*api.WriteStorageObject) ([]*api.StorageObjectAck, error) {
	acks, err := answered(s, "WriteStorageObjects", &api.WriteStorageObjectsRequest{Objects: objects}, func(db *database, in *api.WriteStorageObjectsRequest) (*api.StorageObjectAcks, error) {
		var writes []*runtime.StorageWrite
		for _, o := range in.GetObjects() {
			read, write := permission(o.GetPermissionRead()), permission(o.GetPermissionWrite())
			switch {
			case o.GetCollection() == "" || o.GetKey() == "" || o.GetValue() == "":
				return nil, invalid("Invalid collection or key value supplied. They must be set.")
			case read < 0 || read > 2:
				return nil, invalid("Invalid Read permission supplied. It must be either 0, 1 or 2.")
			case write < 0 || write > 1:
				return nil, invalid("Invalid Write permission supplied. It must be either 0 or 1.")
			}
			if _, ok := normalize(o.GetValue()); !ok {
				return nil, invalid("Value must be a JSON object.")
			}
			writes = append(writes, &runtime.StorageWrite{
				Collection: o.GetCollection(), Key: o.GetKey(), UserID: s.UserID, Value: o.GetValue(), Version: o.GetVersion(),
				PermissionRead: read, PermissionWrite: write,
			})
		}
		acks, err := db.writeObjects(writes, false)
		return &api.StorageObjectAcks{Acks: acks}, err
	})
	return acks.GetAcks(), err
}

func permission(p *wrapperspb.Int32Value) int {
	if p == nil {
		return 1
	}
	return int(p.GetValue())
}

// ReadStorage reads objects, as far as the client may.
func (s *Session) ReadStorage(ids ...*api.ReadStorageObjectId) ([]*api.StorageObject, error) {
	out, err := answered(s, "ReadStorageObjects", &api.ReadStorageObjectsRequest{ObjectIds: ids}, func(db *database, in *api.ReadStorageObjectsRequest) (*api.StorageObjects, error) {
		var reads []*runtime.StorageRead
		for _, id := range in.GetObjectIds() {
			if id.GetCollection() == "" || id.GetKey() == "" {
				return nil, invalid("Invalid collection or key value supplied. They must be set.")
			}
			reads = append(reads, &runtime.StorageRead{Collection: id.GetCollection(), Key: id.GetKey(), UserID: id.GetUserId()})
		}
		objects, err := db.readObjects(reads, s.UserID)
		return &api.StorageObjects{Objects: objects}, err
	})
	return out.GetObjects(), err
}

// ListStorage lists a collection, as far as the client may.
func (s *Session) ListStorage(in *api.ListStorageObjectsRequest) (*api.StorageObjectList, error) {
	return answered(s, "ListStorageObjects", in, func(db *database, in *api.ListStorageObjectsRequest) (*api.StorageObjectList, error) {
		limit := 1
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		if limit < 1 || limit > 100 {
			return nil, invalid("Invalid limit - limit must be between 1 and 100.")
		}
		objects, next, err := db.listObjects(listing{caller: s.UserID, owner: in.GetUserId(), collection: in.GetCollection(), limit: limit, cursor: in.GetCursor()})
		return &api.StorageObjectList{Objects: objects, Cursor: next}, err
	})
}

// DeleteStorage deletes objects of the client's own.
func (s *Session) DeleteStorage(ids ...*api.DeleteStorageObjectId) error {
	return nothing(s, "DeleteStorageObjects", &api.DeleteStorageObjectsRequest{ObjectIds: ids}, func(db *database, in *api.DeleteStorageObjectsRequest) error {
		var deletes []*runtime.StorageDelete
		for _, id := range in.GetObjectIds() {
			if id.GetCollection() == "" || id.GetKey() == "" {
				return invalid("Invalid collection or key value supplied. They must be set.")
			}
			deletes = append(deletes, &runtime.StorageDelete{Collection: id.GetCollection(), Key: id.GetKey(), UserID: s.UserID, Version: id.GetVersion()})
		}
		return db.deleteObjects(deletes, false)
	})
}

// Account reads the client's own account.
func (s *Session) Account() (*api.Account, error) {
	return answered(s, "GetAccount", &None{}, func(db *database, _ *None) (*api.Account, error) {
		u, ok := db.users[s.UserID]
		if !ok {
			return nil, errAccountNotFound
		}
		return s.n.apiAccount(u), nil
	})
}

// UpdateAccount changes names and places of the client's own account.
func (s *Session) UpdateAccount(in *api.UpdateAccountRequest) error {
	return nothing(s, "UpdateAccount", in, func(db *database, in *api.UpdateAccountRequest) error {
		if in.GetUsername() != nil && in.GetUsername().GetValue() == "" {
			return invalid("Username invalid, must be 1-128 bytes.")
		}
		err := db.updateAccount(&runtime.AccountUpdate{
			UserID: s.UserID, Username: in.GetUsername().GetValue(), DisplayName: in.GetDisplayName().GetValue(),
			Timezone: in.GetTimezone().GetValue(), Location: in.GetLocation().GetValue(), LangTag: in.GetLangTag().GetValue(),
			AvatarUrl: in.GetAvatarUrl().GetValue(),
		})
		if err != nil {
			return invalid(err.Error())
		}
		return nil
	})
}

// DeleteAccount deletes the client's own account and ends its sessions.
func (s *Session) DeleteAccount() error {
	err := nothing(s, "DeleteAccount", &None{}, func(db *database, _ *None) error {
		db.deleteUser(s.UserID)
		return nil
	})
	if err == nil {
		s.Close()
	}
	return err
}

// ListMatches lists matches as a client sees them.
func (s *Session) ListMatches(in *api.ListMatchesRequest) ([]*api.Match, error) {
	list, err := answered(s, "ListMatches", in, func(_ *database, in *api.ListMatchesRequest) (*api.MatchList, error) {
		search := matchSearch{limit: 10, label: in.GetLabel().GetValue(), minSize: number(in.GetMinSize()), maxSize: number(in.GetMaxSize())}
		if in.GetLimit() != nil {
			search.limit = int(in.GetLimit().GetValue())
		}
		if search.limit < 1 || search.limit > 100 {
			return nil, invalid("Invalid limit - limit must be between 1 and 100.")
		}
		if in.GetAuthoritative() != nil {
			authoritative := in.GetAuthoritative().GetValue()
			search.authoritative = &authoritative
		}
		if in.GetQuery() != nil {
			query := in.GetQuery().GetValue()
			search.query = &query
		}
		matches, err := s.n.listMatches(search)
		return &api.MatchList{Matches: matches}, err
	})
	return list.GetMatches(), err
}

func number(v *wrapperspb.Int32Value) *int {
	if v == nil {
		return nil
	}
	i := int(v.GetValue())
	return &i
}

// ListNotifications lists the client's stored notifications.
func (s *Session) ListNotifications(limit int, cursor string) (*api.NotificationList, error) {
	in := &api.ListNotificationsRequest{Limit: wrapperspb.Int32(int32(limit)), CacheableCursor: cursor}
	return answered(s, "ListNotifications", in, func(db *database, in *api.ListNotificationsRequest) (*api.NotificationList, error) {
		if in.GetLimit().GetValue() < 1 || in.GetLimit().GetValue() > 100 {
			return nil, invalid("Invalid limit - limit must be between 1 and 100.")
		}
		list, last, _, err := db.listNotices(s.UserID, int(in.GetLimit().GetValue()), in.GetCacheableCursor())
		return &api.NotificationList{Notifications: list, CacheableCursor: last}, err
	})
}

// DeleteNotifications deletes notifications of the client's own.
func (s *Session) DeleteNotifications(ids ...string) error {
	return nothing(s, "DeleteNotifications", &api.DeleteNotificationsRequest{Ids: ids}, func(db *database, in *api.DeleteNotificationsRequest) error {
		for _, id := range in.GetIds() {
			db.deleteNotice(s.UserID, id)
		}
		return nil
	})
}

// ListMessages lists the kept messages of a channel.
func (s *Session) ListMessages(in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
	return answered(s, "ListChannelMessages", in, func(db *database, in *api.ListChannelMessagesRequest) (*api.ChannelMessageList, error) {
		if _, err := channelStream(in.GetChannelId()); err != nil {
			return nil, invalid("Invalid channel ID.")
		}
		limit := 1
		if in.GetLimit() != nil {
			limit = int(in.GetLimit().GetValue())
		}
		messages, next, err := db.listMessages(in.GetChannelId(), limit, in.GetForward().GetValue(), in.GetCursor())
		return &api.ChannelMessageList{Messages: messages, NextCursor: next, CacheableCursor: next}, err
	})
}
