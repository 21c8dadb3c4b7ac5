/** What a pass of the delivery of mail came to: notices gathered into messages, notices dropped, messages handed over. */
export interface DeliverySummary {
  gathered: number;
  dropped: number;
  handedOver: number;
}
