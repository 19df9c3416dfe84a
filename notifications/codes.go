package notifications

// Code is a notification's number. Clients switch on it.
type Code int

// The codes that the server sends. Zero and below are Nakama's own.
const (
	TournamentReward Code = 100
	ReferralReward   Code = 101
	PurchaseGranted  Code = 102
	PurchaseRefunded Code = 103
)

// Kind says how the notifications of one code look.
type Kind struct {
	Name       string
	Subject    string
	Persistent bool   // kept until the player deletes it, and so also for those who are offline
	Content    string // the content's fields, for the documentation
}

var kinds = map[Code]Kind{
	TournamentReward: {
		Name: "tournament_reward", Subject: "You won the tournament!", Persistent: true,
		Content: `{"id","tournament_id","title","rank","score","reward":{"coins"},"period_end"}`,
	},
	ReferralReward: {
		Name: "referral_reward", Subject: "Thank you for bringing a friend!", Persistent: true,
		Content: `{"id","inviter_id","invitee_id","reward":{"coins"}}`,
	},
	PurchaseGranted: {
		Name: "purchase_granted", Subject: "Your purchase has arrived.", Persistent: true,
		Content: `{"id","product_id","transaction_id","reward":{"coins"}}`,
	},
	PurchaseRefunded: {
		Name: "purchase_refunded", Subject: "A purchase was refunded.", Persistent: true,
		Content: `{"id","product_id","transaction_id","taken":{"coins"},"owed":{"coins"}}`,
	},
}
