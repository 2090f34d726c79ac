/** Tables of what becomes of messages: keys of their audio. */

/** What the audio of an organization is encrypted with. Gone when the organization is: then so is all its audio. */
export interface OrganizationKeyTable {
  organizationId: string
  /** Sealed under the key of the installation. */
  sealedKey: Buffer
  createdAt: number
}

export interface VoicemailDeliverySchema {
  organizationKeys: OrganizationKeyTable
}
